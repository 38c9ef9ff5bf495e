import CommandKit
import Core
import Engine

/// A report in Markdown: a table a group.
struct CullMarkdown {
  let report: CullReport

  func write(to output: ResultFile) throws {
    let common = CommonFolder(of: report.paths)
    try output.write("# \(report.title)\n\n\(CullText.summary(report))\n")
    if let folder = common.path {
      try output.write("\nIn `\(MarkdownText.code(folder.display))`\n")
    }
    for group in report.groups {
      try output.write(
        """

        ## \(group.number). \(MarkdownText.escaped(group.title))

        | | file | size | bytes | why |
        |---|---|---|---|---|

        """)
      for choice in group.choices {
        let verdict = choice.isBest ? "**keep**" : choice.goes ? "goes" : "stays"
        for (place, file) in choice.files.enumerated() {
          let badges = CullText.badges(file)
          let name = MarkdownText.escaped(
            common.display(file.path) + (badges.isEmpty ? "" : " " + badges))
          try output.write(
            "| \(place == 0 ? verdict : "") | \(name) | \(file.width)×\(file.height) "
              + "| \(ByteCount.text(file.identity.size)) "
              + "| \(place == 0 ? MarkdownText.escaped(CullText.reason(choice)) : "") |\n")
        }
      }
    }
    try output.finish()
  }
}
