internal import Core
internal import Engine
internal import HTTPKit

/// A picture as requirement 001 tells it: its payload, then what else is known of its content.
struct PictureJSON {
  let image: CataloguedImage
  let tags: [String]
  let owner: String

  /// The payload of requirement 001.
  static let payload = AnswerFields<PictureJSON>(
    "Payload",
    [
      .init("image_id", .id) { .string("\($0.image.ulid)") },
      .init("bucket", .nullable(.text)) { .known($0.image.payload.bucket) },
      .init("key", .nullable(.text)) { .known($0.image.payload.objectKey) },
      .init("sha256", .text(64...64)) { .string($0.image.record.sha256.hex) },
      .init("phash", .text(16...16), "64 bits.") {
        .string($0.image.record.hashes.perceptual.hex)
      },
      .init("width", .count) { .count($0.image.record.width) },
      .init("height", .count) { .count($0.image.record.height) },
      .init("source", .choice(PictureSource.allCases.map(\.rawValue))) {
        .string($0.image.payload.source.rawValue)
      },
      .init("tags", .list(.text)) { .texts($0.tags) },
      .init("created_at", .text) { .string($0.image.payload.createdAt.rfc3339) },
      .init("model_name", .nullable(.text)) { .known($0.image.payload.modelName) },
      .init("model_version", .nullable(.text)) { .known($0.image.payload.modelVersion) },
      .init("quality_score", .nullable(.number(0...1))) { .known($0.image.payload.qualityScore) },
      .init("nsfw_score", .nullable(.number(0...1))) { .known($0.image.payload.nsfwScore) },
      .init("owner_user_id", .text) { .string($0.owner) },
    ])

  /// What a listing's item does not say already.
  static let facts = AnswerFields<PictureJSON>(
    "Facts",
    [
      .init("format", PictureItem.formats) { .string($0.image.record.format.rawValue) },
      .init("byte_size", .count) { .integer($0.image.record.byteSize) },
      .init("frame_count", .count) { .count($0.image.record.frameCount) },
      .init("taken_local", .nullable(.text)) { .known($0.image.record.metadata.takenLocal) },
      .init("camera_model", .nullable(.text)) { .known($0.image.record.metadata.cameraModel) },
      .init("latitude", .nullable(.anyNumber)) { .known($0.image.record.metadata.latitude) },
      .init("longitude", .nullable(.anyNumber)) { .known($0.image.record.metadata.longitude) },
      .init("rating", .nullable(.wholeNumber)) { .known($0.image.record.metadata.rating) },
      .init("title", .nullable(.text)) { .known($0.image.record.metadata.title) },
      .init("thumbnail_url", .text) { .string("/api/images/\($0.image.ulid)/thumbnail") },
      .init("preview_url", .text) { .string("/api/images/\($0.image.ulid)/preview") },
      .init("original_url", .text) { .string("/api/images/\($0.image.ulid)/original") },
    ])

  /// With the picture's tags from every source.
  init(of image: CataloguedImage, in reader: CatalogueReader) throws {
    self.image = image
    tags = try reader.allTags(of: image.id)
    owner = reader.owner.name
  }
}
