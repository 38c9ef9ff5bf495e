import CommandKit
import Core
import Engine

/// What a search found as one JSON document, with the payload of every hit.
struct SearchJSON {
  let page: SearchPage

  func write(to console: Console) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("total", .integer(Int64(page.total)))
    try json.add("next", page.next.map(JSONValue.string) ?? .null)
    try json.add("verdict", .string(verdict))
    try json.add("notices", .array(page.notices.map(value)))
    try json.beginArray("hits")
    for hit in page.hits { try json.add(value(hit)) }
    try json.finish()
  }

  private var verdict: String {
    switch page.verdict {
    case .found: "found"
    case .nothingMatchesWell: "nothing-matches-well"
    case .nothingToSearch: "nothing-to-search"
    }
  }

  private func value(_ notice: SearchNotice) -> JSONValue {
    switch notice {
    case .noTextModel: ["code": "no-text-model"]
    case .withoutVectors(let count): ["code": "without-vectors", "count": .integer(Int64(count))]
    case .corrected(let typed, let found):
      ["code": "corrected", "typed": .string(typed), "found": .string(found)]
    case .partly: ["code": "partly"]
    }
  }

  private func value(_ hit: SearchHit) -> JSONValue {
    .object([
      .init("image_id", .string(hit.image.ulid.description)),
      .init("score", .number(hit.score)),
      .init("similarity", hit.similarity.map { .number(Double($0)) } ?? .null),
      .init("band", hit.band.map { .string($0.title) } ?? .null),
      .init("files", .array(hit.paths.map { .object(JSONValue.path($0)) })),
      .init("reasons", .array(hit.reasons.map(value))),
      .init("payload", payload(hit)),
    ])
  }

  private func value(_ reason: MatchReason) -> JSONValue {
    switch reason {
    case .word(let finding):
      [
        "matched": "word", "word": .string(finding.wish), "found": .string(finding.found),
        "in": .string(finding.part.title), "manner": .string("\(finding.manner)"),
      ]
    case .similarity(let cosine, let excess, let band):
      [
        "matched": "similarity", "similarity": .number(Double(cosine)),
        "excess": excess.map(JSONValue.number) ?? .null, "band": .string(band.title),
      ]
    case .filter: ["matched": "filter"]
    }
  }

  private func payload(_ hit: SearchHit) -> JSONValue {
    let (record, payload) = (hit.image.record, hit.image.payload)
    let metadata = record.metadata
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    func number(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }
    return [
      "sha256": .string(record.sha256.hex), "phash": .string(record.hashes.perceptual.hex),
      "width": .integer(Int64(record.width)), "height": .integer(Int64(record.height)),
      "format": .string(record.format.rawValue), "bytes": .integer(record.byteSize),
      "source": .string(payload.source.rawValue), "bucket": text(payload.bucket),
      "key": text(payload.objectKey), "tags": .array(hit.tags.map(JSONValue.string)),
      "marks": .array(hit.marks.map(JSONValue.string)),
      "taken": text(metadata.takenLocal), "created_at": .string(payload.createdAt.rfc3339),
      "indexed_at": .string(hit.image.indexedAt.rfc3339),
      "camera": text(FilterRecord.camera(metadata)), "lens": text(metadata.lensModel),
      "iso": metadata.iso.map { .integer(Int64($0)) } ?? .null,
      "f_number": number(metadata.fNumber), "exposure": number(metadata.exposureTime),
      "focal_length": number(metadata.focalLength), "latitude": number(metadata.latitude),
      "longitude": number(metadata.longitude),
      "rating": metadata.rating.map { .integer(Int64($0)) } ?? .null,
      "title": text(metadata.title), "caption": text(metadata.caption),
      "model_name": text(payload.modelName), "model_version": text(payload.modelVersion),
      "quality_score": number(payload.qualityScore), "nsfw_score": number(payload.nsfwScore),
    ]
  }
}
