internal import Core
internal import HTTPKit

/// What a picture's file says of how it was made.
enum CameraFacts {
  static let fields = AnswerFields<PictureMetadata>(
    "Exif",
    [
      .init("camera_make", .nullable(.text)) { .known($0.cameraMake) },
      .init("camera_model", .nullable(.text)) { .known($0.cameraModel) },
      .init("lens_model", .nullable(.text)) { .known($0.lensModel) },
      .init("software", .nullable(.text)) { .known($0.software) },
      .init("exposure_seconds", .nullable(.anyNumber)) { .known($0.exposureTime) },
      .init("f_number", .nullable(.anyNumber)) { .known($0.fNumber) },
      .init("iso", .nullable(.wholeNumber)) { .known($0.iso) },
      .init("focal_length_mm", .nullable(.anyNumber)) { .known($0.focalLength) },
      .init("taken", .nullable(.text)) {
        .known(MomentText.taken($0.takenLocal, offsetMinutes: $0.takenOffsetMinutes))
      },
      .init("latitude", .nullable(.anyNumber)) { .known($0.latitude) },
      .init("longitude", .nullable(.anyNumber)) { .known($0.longitude) },
      .init("altitude_m", .nullable(.anyNumber)) { .known($0.altitude) },
      .init("orientation", .wholeNumber, "As stored, 1 to 8.") { .known($0.orientation) },
      .init("title", .nullable(.text)) { .known($0.title) },
      .init("caption", .nullable(.text)) { .known($0.caption) },
      .init("keywords", .list(.text)) { .texts($0.keywords) },
    ])
}
