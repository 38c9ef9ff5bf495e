import Catalogue
import Core

/// Archives as members of a document.
struct ArchiveDocumentWriter {
  let kind: ArchiveDocument
  /// Paths are written relative to it; `nil` for whole ones.
  let root: FilePath?
  /// Empty in a visual index.
  let groups: [VisualListing.Group]
  private let places: [ArchiveID: (group: Int, evidence: VisualListing.Evidence?)]

  init(_ kind: ArchiveDocument, below root: FilePath?, groups: [VisualListing.Group]) {
    self.kind = kind
    self.root = root
    self.groups = groups
    places = Dictionary(
      groups.flatMap { group in
        group.members.map { ($0.id, (group: group.number, evidence: $0.evidence)) }
      }, uniquingKeysWith: { one, _ in one })
  }

  func value(of archive: CataloguedArchive) -> JSONValue {
    let record = archive.record
    var members: [JSONValue.Member] = [
      .init("files", .array(archive.paths.map { .object(path($0)) })),
      .init("sha256", .string(record.sha256.hex)), .init("bytes", .integer(record.byteSize)),
      .init("format", .string(record.format)),
      .init("pHash", record.previews.first.map { .string($0.look.perceptual.hex) } ?? .null),
    ]
    if kind == .scanResults { members += contents(of: record) + matches(of: archive.id) }
    members.append(.init("previews", .array(record.previews.map(Self.value))))
    return .object(members)
  }

  func value(of failed: FailedArchive) -> JSONValue {
    .object(
      path(failed.path) + [
        .init("code", .string(failed.failure.code)),
        .init("message", .string(failed.failure.message)),
        .init("remedy", .string(failed.failure.remedy)),
      ])
  }

  /// - Parameter digests: of archives that the document holds.
  func value(
    of group: VisualListing.Group, _ digests: [ArchiveID: SHA256Digest]
  ) -> JSONValue {
    [
      "number": .integer(Int64(group.number)), "confidence": .integer(Int64(group.confidence)),
      "archives": .array(
        group.members.compactMap { digests[$0.id] }.map { .string($0.hex) }),
    ]
  }

  private func path(_ path: FilePath) -> [JSONValue.Member] {
    JSONValue.path(root.flatMap { path.relative(to: $0) } ?? path)
  }

  private func contents(of record: ArchiveRecord) -> [JSONValue.Member] {
    [
      .init(
        "entries",
        .array(
          record.entries.map { entry in
            [
              "name": .string(entry.name), "kind": .string(entry.kind),
              "size": .integer(entry.size),
              "crc32": entry.crc.map { .string(CRCText.digits(of: $0)) } ?? .null,
              "depth": .integer(Int64(entry.depth)),
            ]
          })),
      .init("issue_count", .integer(Int64(record.issueCount))),
      .init(
        "issues",
        .array(
          record.issues.map { ["code": .string($0.code), "message": .string($0.message)] })),
    ]
  }

  private func matches(of archive: ArchiveID) -> [JSONValue.Member] {
    let place = places[archive]
    return [
      .init("visual_group", place.map { .integer(Int64($0.group)) } ?? .null),
      .init(
        "visual_confidence", place?.evidence.map { .integer(Int64($0.confidence)) } ?? .null),
      .init(
        "visual_reasons", .array((place?.evidence?.reasons ?? []).map(JSONValue.string))),
    ]
  }

  private static func value(_ preview: ArchivePreview) -> JSONValue {
    .object(
      [
        .init("entry", .string(preview.entry)), .init("kind", .string(preview.kind.rawValue)),
        .init("width", .integer(Int64(preview.width))),
        .init("height", .integer(Int64(preview.height))),
      ] + members(of: preview.look) + [
        .init("views", .array(preview.views.map { .object(members(of: $0)) }))
      ])
  }

  private static func members(of look: ArchivePreview.Look) -> [JSONValue.Member] {
    [
      .init("aHash", .string(look.average.hex)), .init("dHash", .string(look.difference.hex)),
      .init("pHash", .string(look.perceptual.hex)), .init("pdq", .string(look.pdq.hex)),
      .init("texture", number(look.texture)),
      .init("EmbeddingVector", .array(look.descriptor.map(number))),
    ]
  }

  /// The shortest digits that read back as the same `Float`.
  private static func number(_ value: Float) -> JSONValue {
    .number(Double("\(value)") ?? Double(value))
  }
}
