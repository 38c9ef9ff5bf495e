internal import Core
internal import Engine
internal import HTTPKit

/// A picture in a list.
enum PictureItem {
  static let fields = AnswerFields<PictureSummary>(
    "Image",
    [
      .init("id", .id) { .string("\($0.ulid)") },
      .init("name", .nullable(.text), "Of the file that was seen first.") {
        .known($0.path?.lastComponent.display)
      },
      .init("path", .nullable(.text)) { .known($0.path?.display) },
      .init("path_bytes", .text, required: false, "Where the path is no text.") { picture in
        picture.path.flatMap { JSONValue.object(JSONValue.path($0))["path_bytes"] }
      },
      .init("width", .count, "Upright, in pixels.") { .count($0.width) },
      .init("height", .count) { .count($0.height) },
      .init("bytes", .count) { .integer($0.byteSize) },
      .init("format", formats) { .string($0.format.rawValue) },
      .init("taken", .nullable(.text), "By the camera's clock, with its offset where known.") {
        .known(MomentText.taken($0.takenLocal, offsetMinutes: $0.takenOffsetMinutes))
      },
      .init("modified", .nullable(.text), "When the file was changed last.") {
        .known($0.modified?.rfc3339)
      },
      .init("placeholder", .text, "24 bytes in base 64; may be empty.") {
        .string(Base64.text($0.placeholder))
      },
      .init("quality_score", .nullable(.number(0...1))) { .known($0.qualityScore) },
      .init("rating", .nullable(.integer(-1...5)), "Stars; -1 where its file says rejected.") {
        .known($0.rating)
      },
      .init("favourite", .bool) { .bool($0.isFavourite) },
      .init("file_count", .count, "Files with these bytes.") { .count($0.fileCount) },
      .init("is_duplicate", .bool, "In a group of the latest search for duplicates.") {
        .bool($0.isDuplicate)
      },
      .init("flags", .list(.text), "What is wrong with it, as blurry.") { .texts($0.issues) },
      .init("marks", .list(.text), "Words of the marks beside its files, as cropped.") {
        .texts($0.marks)
      },
    ])

  static let formats = JSONShape.choice(PictureFormat.allCases.map(\.rawValue))

  static func value(of picture: PictureSummary) -> JSONValue { fields.value(of: picture) }
}

/// Moments as ISO 8601 writes them.
enum MomentText {
  /// `2024-05-01T12:34:56+02:00`; without an offset where the camera recorded none.
  static func taken(_ local: String?, offsetMinutes: Int?) -> String? {
    guard let local, let offset = offsetMinutes else { return local }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return local + (offset < 0 ? "-" : "+") + two(abs(offset) / 60) + ":" + two(abs(offset) % 60)
  }
}
