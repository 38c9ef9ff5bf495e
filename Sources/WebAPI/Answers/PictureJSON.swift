internal import Core
internal import Engine

/// A picture as the API tells it: the payload of requirement 001, then what else is known.
struct PictureJSON {
  let image: CataloguedImage
  let tags: [String]
  let owner: String

  var members: [JSONValue.Member] {
    let (record, payload) = (image.record, image.payload)
    return [
      .init("image_id", .string("\(image.ulid)")),
      .init("bucket", payload.bucket.map(JSONValue.string) ?? .null),
      .init("key", payload.objectKey.map(JSONValue.string) ?? .null),
      .init("sha256", .string(record.sha256.hex)),
      .init("phash", .string(record.hashes.perceptual.hex)),
      .init("width", .integer(Int64(record.width))),
      .init("height", .integer(Int64(record.height))),
      .init("source", .string(payload.source.rawValue)),
      .init("tags", .array(tags.map(JSONValue.string))),
      .init("created_at", .string(payload.createdAt.rfc3339)),
      .init("model_name", payload.modelName.map(JSONValue.string) ?? .null),
      .init("model_version", payload.modelVersion.map(JSONValue.string) ?? .null),
      .init("quality_score", payload.qualityScore.map(JSONValue.number) ?? .null),
      .init("nsfw_score", payload.nsfwScore.map(JSONValue.number) ?? .null),
      .init("owner_user_id", .string(owner)),
      .init("format", .string(record.format.rawValue)),
      .init("byte_size", .integer(record.byteSize)),
      .init("frame_count", .integer(Int64(record.frameCount))),
      .init("taken_local", record.metadata.takenLocal.map(JSONValue.string) ?? .null),
      .init("camera_model", record.metadata.cameraModel.map(JSONValue.string) ?? .null),
      .init("latitude", record.metadata.latitude.map(JSONValue.number) ?? .null),
      .init("longitude", record.metadata.longitude.map(JSONValue.number) ?? .null),
      .init("rating", record.metadata.rating.map { .integer(Int64($0)) } ?? .null),
      .init("title", record.metadata.title.map(JSONValue.string) ?? .null),
      .init("thumbnail_url", .string("/api/images/\(image.ulid)/thumbnail")),
    ]
  }
}
