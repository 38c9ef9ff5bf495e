import CommandKit
import Core
import Engine

/// Groups of duplicates in Markdown: a table a group, the best first.
struct DuplicateMarkdown {
  let listing: DuplicateListing

  func write(limit: Int?, to output: ResultFile) throws {
    let groups = listing.groups.prefix(limit ?? .max)
    let common = CommonFolder(of: groups.flatMap { $0.members.map(\.path) })
    try output.write("# Duplicates\n\n\(DuplicateSummary(listing: listing).sentence)\n")
    if let folder = common.path {
      try output.write("\nIn `\(MarkdownText.code(folder.display))`\n")
    }
    for group in groups {
      try output.write(
        """

        ## \(group.number). \(group.kind.title), \(group.confidence) %

        | | file | size | bytes | sure | why |
        |---|---|---|---|---|---|

        """)
      for member in group.members {
        let verdict = member.isBest ? "**keep**" : member.isReference ? "reference" : "copy"
        try output.write(
          "| \(verdict) | \(MarkdownText.escaped(Self.name(member, common))) "
            + "| \(member.width)×\(member.height) | \(ByteCount.text(member.identity.size)) "
            + "| \(member.isBest ? "" : "\(member.confidence) %") "
            + "| \(MarkdownText.escaped(member.reasons.joined(separator: ", "))) |\n")
      }
    }
    try output.finish()
  }

  private static func name(_ member: ListedGroup.Member, _ common: CommonFolder) -> String {
    common.display(member.path) + MarkText.suffix(member.marks)
  }
}
