internal import Core
internal import Engine
internal import HTTPKit

/// An archive as it is answered.
struct ArchiveAnswer: Sendable {
  struct Preview: Sendable {
    let entry: String
    let kind: ArchivePreview.Kind
    let width: Int
    let height: Int
  }

  let digest: SHA256Digest
  let paths: [FilePath]
  let format: String
  let byteSize: Int64
  let fileCount: Int
  let previews: [Preview]
  let evidence: VisualListing.Evidence?

  /// Leaves out the vectors of the previews, which are most of a member.
  init(_ member: VisualListing.Member) {
    digest = member.sha256
    paths = member.paths
    format = member.format
    byteSize = member.byteSize
    fileCount = member.fileCount
    previews = member.previews.map { preview in
      Preview(
        entry: preview.entry, kind: preview.kind, width: preview.width, height: preview.height)
    }
    evidence = member.evidence
  }

  private var address: String { "/api/archives/\(digest.hex)" }

  // MARK: JSON

  /// What an archive is, whatever it is compared with.
  static let facts: [AnswerFields<ArchiveAnswer>.Field] = [
    .init("id", .archiveID, "The SHA-256 of its file.") { .string($0.digest.hex) },
    .init("name", .text) { .string($0.paths[0].lastComponent.display) },
    .init("files", .list(file), "Where it lies, by path; at least once.") { archive in
      .array(archive.paths.map { .object(JSONValue.path($0)) })
    },
    .init("format", .choice(ArchiveFormat.allCases.map(\.rawValue))) { .string($0.format) },
    .init("bytes", .count) { .integer($0.byteSize) },
    .init("file_count", .count, "Files in it; of an imported visual index 0.") {
      .count($0.fileCount)
    },
    .init("previews", .list(preview), "Its pictures, and what was drawn of its models.") {
      archive in
      .array(
        archive.previews.enumerated().map { position, preview in
          [
            "entry": .string(preview.entry), "kind": .string(preview.kind.rawValue),
            "width": .count(preview.width), "height": .count(preview.height),
            "url": .string("\(archive.address)/previews/\(position)"),
          ]
        })
    },
    .init("similar_url", .text) { .string("\($0.address)/similar") },
  ]

  static let fields = AnswerFields<ArchiveAnswer>(
    "Archive",
    facts + [
      .init(
        "percent", .nullable(.integer(0...100)),
        "How sure it is that it holds the same as what it was compared with, the best of a group; "
          + "null for that one."
      ) { .known($0.evidence?.confidence) },
      .init("best", .bool, "The one to keep.") { .bool($0.evidence == nil) },
      .init("reasons", .list(.text), "As: same 14 of 15 files.") {
        .texts($0.evidence?.reasons ?? [])
      },
      .init("matching_previews", .nullable(.count)) { .known($0.evidence?.matchCount) },
      .init("best_distance", .nullable(.count), "Bits of 64.") { .known($0.evidence?.best) },
      .init("mean_distance", .nullable(.number(0...256))) { .known($0.evidence?.mean) },
      .init("same_files", .nullable(.count)) { .known($0.evidence?.sharedFiles) },
    ])

  private static let file: JSONShape = .object(JSONShape.path)

  private static let preview: JSONShape = .named(
    "ArchivePreview",
    .object([
      .init("entry", .text, "The entry it is, or is drawn of."),
      .init("kind", .choice(["picture", "thumbnail", "rendering"])),
      .init("width", .count), .init("height", .count), .init("url", .text, "A small WebP."),
    ]))
}
