import CommandKit
import Core
import Engine

/// The quality of pictures as one JSON document. Scores that do not exist are null, with the reason
/// among the notes.
struct QualityJSON {
  let listing: QualityListing

  func write(limit: Int?, to console: Console) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("pictures_measured", .integer(Int64(listing.pictures.count)))
    try json.add("median_quality_score", listing.median.map(JSONValue.number) ?? .null)
    try json.add(
      "histogram", .array(listing.histogram.map { .integer(Int64($0)) }))
    try json.add(
      "issue_counts",
      .object(listing.counts.map { .init($0.kind, .integer(Int64($0.count))) }))
    try json.add("thresholds_fitted", .bool(listing.isFitted))
    try json.add(
      "thresholds",
      .object(
        QualityIssue.Kind.allCases.map { .init($0.rawValue, .number(listing.thresholds[$0])) }))
    try json.add("clip_iqa_model", listing.clip?.model.map(JSONValue.string) ?? .null)
    try json.add("clip_iqa_standing", listing.clip.map { .string($0.words) } ?? .null)
    try json.beginArray("pictures")
    for picture in listing.pictures.prefix(limit ?? .max) { try json.add(Self.value(picture)) }
    try json.end()
    try json.beginArray("unmeasured")
    for picture in listing.unmeasured {
      try json.add(
        .object(JSONValue.path(picture.path) + [.init("reason", .string(picture.reason))]))
    }
    try json.finish()
  }

  private static func value(_ picture: QualityListing.Picture) -> JSONValue {
    .object(
      JSONValue.path(picture.path) + [
        .init("marks", Self.marks(picture.fileMarks[0])),
        .init(
          "same_bytes",
          .array(
            zip(picture.copies, picture.fileMarks.dropFirst()).map { path, words in
              .object(JSONValue.path(path) + [.init("marks", marks(words))])
            })),
        .init("quality_score", picture.score.map(JSONValue.number) ?? .null),
        .init("clip_iqa", picture.clipIQA.map(JSONValue.number) ?? .null),
        .init("width", .integer(Int64(picture.width))),
        .init("height", .integer(Int64(picture.height))),
        .init("format", .string(picture.format.rawValue)),
        .init("bytes", .integer(picture.bytes)), .init("sha256", .string(picture.digest.hex)),
        .init("issues", .array(picture.found.map(value))),
      ] + measures(picture.quality))
  }

  private static func marks(_ words: [String]) -> JSONValue { .array(words.map(JSONValue.string)) }

  /// What was measured, whether it is an issue or not.
  static func measures(_ quality: PictureQuality) -> [JSONValue.Member] {
    func number(_ key: String, _ value: Double?) -> JSONValue.Member {
      .init(key, value.map(JSONValue.number) ?? .null)
    }
    return [
      number("opinion", quality.opinion), .init("opinion_model", .string(quality.opinionModel)),
      number("brisque", quality.brisque),
      .init("brisque_model", quality.brisqueModel.map(JSONValue.string) ?? .null),
      number("naturalness", quality.naturalness),
      .init("naturalness_model", .string(quality.naturalnessModel)),
      number("sharpness", quality.sharpness), number("exposure", quality.exposure),
      number("noise", quality.noise), number("clipped", quality.clipped),
      number("colourfulness", quality.colourfulness),
      .init(
        "scores",
        .object(
          quality.issues.map { .init($0.kind, $0.score.map(JSONValue.number) ?? .null) })),
      .init("notes", .array(quality.notes.map(JSONValue.string))),
    ]
  }

  private static func value(_ issue: QualityListing.FoundIssue) -> JSONValue {
    [
      "kind": .string(issue.kind), "score": .number(issue.score),
      "threshold": .number(issue.threshold), "value": .number(issue.value),
      "reason": .string(issue.reason),
    ]
  }
}
