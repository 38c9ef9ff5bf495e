import CommandKit
import Core
import Engine

/// Groups of duplicates as a table, one record a file, the best of a group first.
struct DuplicateCSV {
  let listing: DuplicateListing

  func write(limit: Int?, to output: ResultFile) throws {
    try output.write(
      CSVText.row([
        "group", "group_kind", "group_confidence", "best", "reference", "kind", "confidence",
        "path", "width", "height", "format", "bytes", "marks", "reasons", "sha256", "cosine",
      ]))
    for group in listing.groups.prefix(limit ?? .max) {
      for member in group.members { try output.write(CSVText.row(Self.fields(member, group))) }
    }
    try output.finish()
  }

  private static func fields(_ member: ListedGroup.Member, _ group: ListedGroup) -> [String] {
    [
      "\(group.number)", group.kind.rawValue, "\(group.confidence)", member.isBest ? "1" : "0",
      member.isReference ? "1" : "0", member.kind?.rawValue ?? "", "\(member.confidence)",
      member.path.display, "\(member.width)", "\(member.height)", member.format.rawValue,
      "\(member.identity.size)", MarkText.field(member.marks),
      member.reasons.joined(separator: "; "), member.digest.hex,
      member.cosine.map { "\($0)" } ?? "",
    ]
  }
}
