import CommandKit
import Core
import Engine

/// Everything that is known of one file, as JSON.
struct DetailsJSON {
  let details: FileDetails

  var value: JSONValue {
    let file = details.file
    return .object(
      JSONValue.path(file.path) + [
        .init("state", .string(file.state.rawValue)), .init("bytes", .integer(file.identity.size)),
        .init("modified_ns", .integer(file.identity.modified)),
        .init("inode", .number(Double(file.identity.inode))),
        .init("first_seen", .string(file.firstSeen.rfc3339)),
        .init("read_at", .string(file.checkedAt.rfc3339)),
        .init("marks", .array(file.marks.map(JSONValue.string))),
        .init("reference", .bool(details.isReference)),
        .init("failure", file.failure.map(Self.failure) ?? .null),
        .init("picture", details.image.map(picture) ?? .null),
        .init("same_bytes", .array(details.sameContent.map { .object(JSONValue.path($0)) })),
        .init("groups", .array(details.memberships.map { DuplicateJSON.value($0.group) })),
        .init("not_duplicates_of", .array(details.decisions.map(Self.decision))),
        .init("staged_unit", details.staged.map { .string("\($0.id)") } ?? .null),
      ])
  }

  private static func failure(_ failure: FileFailure) -> JSONValue {
    [
      "code": .string(failure.code), "message": .string(failure.message),
      "remedy": .string(failure.remedy), "attempts": .integer(Int64(failure.attempts)),
    ]
  }

  private static func decision(_ decision: FileDetails.Decision) -> JSONValue {
    [
      "files": .array(decision.others.map { .object(JSONValue.path($0)) }),
      "decided_at": .string(decision.decidedAt.rfc3339),
      "note": decision.note.map(JSONValue.string) ?? .null,
    ]
  }

  private func picture(_ image: CataloguedImage) -> JSONValue {
    let record = image.record
    return [
      "id": .string("\(image.ulid)"), "sha256": .string(record.sha256.hex),
      "pixel_sha256": record.pixelSHA256.map { .string($0.hex) } ?? .null,
      "format": .string(record.format.rawValue), "width": .integer(Int64(record.width)),
      "height": .integer(Int64(record.height)), "frames": .integer(Int64(record.frameCount)),
      "alpha": .bool(record.hasAlpha), "bits_per_sample": .integer(Int64(record.bitsPerSample)),
      "hashes": [
        "dct": .string(record.hashes.dct.hex), "pdq": .string(record.hashes.pdq.hex),
        "pdq_quality": .integer(Int64(record.hashes.pdqQuality)),
        "ahash": .string(record.hashes.average.hex),
        "dhash": .string(record.hashes.difference.hex),
        "phash": .string(record.hashes.perceptual.hex),
        "texture": .number(Double(record.hashes.texture)),
      ],
      "quality": details.quality.map(Self.quality) ?? .null,
      "metadata": .object(Self.metadata(record.metadata)),
      "automatic_tags": .array(
        details.automaticTags.map { group in
          [
            "set": .string(group.set.name), "space": .string(group.set.space),
            "tags": .array(group.tags.map(TagJSON.value)),
          ]
        }),
      "signals": .object(
        details.signals.map { .init($0.signal.rawValue, .integer(Int64($0.version))) }),
    ]
  }

  private static func quality(_ quality: PictureQuality) -> JSONValue {
    .object(
      [.init("quality_score", quality.score.map(JSONValue.number) ?? .null)]
        + QualityJSON.measures(quality)
        + [
          .init("issues", .array(quality.issues.filter(\.isFound).map { .string($0.kind) }))
        ])
  }

  private static func metadata(_ metadata: PictureMetadata) -> [JSONValue.Member] {
    func text(_ key: String, _ value: String?) -> [JSONValue.Member] {
      JSONValue.optional(key, value.map(JSONValue.string))
    }
    func number(_ key: String, _ value: Double?) -> [JSONValue.Member] {
      JSONValue.optional(key, value.map(JSONValue.number))
    }
    func integer(_ key: String, _ value: Int?) -> [JSONValue.Member] {
      JSONValue.optional(key, value.map { .integer(Int64($0)) })
    }
    let camera =
      text("camera_make", metadata.cameraMake) + text("camera_model", metadata.cameraModel)
      + text("lens_model", metadata.lensModel) + text("software", metadata.software)
    let exposure =
      number("exposure_seconds", metadata.exposureTime) + number("f_number", metadata.fNumber)
      + integer("iso", metadata.iso) + number("focal_length_mm", metadata.focalLength)
    let occasion =
      text("taken_local", metadata.takenLocal)
      + integer("taken_offset_minutes", metadata.takenOffsetMinutes)
      + number("latitude", metadata.latitude) + number("longitude", metadata.longitude)
      + number("altitude_m", metadata.altitude)
    let words =
      integer("orientation", metadata.orientation) + integer("rating", metadata.rating)
      + text("title", metadata.title) + text("caption", metadata.caption)
    return camera + exposure + occasion + words
      + [.init("keywords", .array(metadata.keywords.map(JSONValue.string)))]
  }
}
