import CommandKit
import Core
import Engine

/// Groups of archives as a table, one record a file, the one to keep first.
struct VisualCSV {
  let groups: [VisualListing.Group]

  func write(to output: ResultFile) throws {
    try output.write(
      CSVText.row([
        "group", "group_confidence", "best", "confidence", "path", "format", "bytes", "files",
        "previews", "matching_previews", "best_distance", "mean_distance", "same_files", "reasons",
      ]))
    for group in groups {
      for member in group.members {
        for (position, path) in member.paths.enumerated() {
          let isBest = member.evidence == nil && position == 0
          try output.write(CSVText.row(Self.fields(group, member, path, isBest)))
        }
      }
    }
    try output.finish()
  }

  private static func fields(
    _ group: VisualListing.Group, _ member: VisualListing.Member, _ path: FilePath, _ isBest: Bool
  ) -> [String] {
    let evidence = member.evidence
    return [
      "\(group.number)", "\(group.confidence)", isBest ? "1" : "0",
      "\(evidence?.confidence ?? 100)", path.display, member.format, "\(member.byteSize)",
      "\(member.fileCount)", "\(member.previews.count)",
      evidence.map { "\($0.matchCount)" } ?? "", evidence?.best.map { "\($0)" } ?? "",
      evidence?.mean.map { "\($0)" } ?? "", evidence.map { "\($0.sharedFiles)" } ?? "",
      evidence?.reasons.joined(separator: "; ") ?? (isBest ? "" : "same bytes"),
    ]
  }
}
