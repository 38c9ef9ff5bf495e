/// The reference of all commands as Markdown, kept in the repository and compared by a test.
package struct MarkdownReference: Sendable {
  private let root: Command

  package init(_ program: Program) { root = program.root }

  package var text: String {
    let entries = CommandEntry.all(from: [root])
    var blocks = [
      "# `\(root.name)`",
      "<!-- Made from the program's declarations by `\(root.name) documentation reference`. -->",
    ]
    blocks += description(entries[0])
    blocks.append(
      "An option on the line outranks its environment variable, which outranks the default.")
    for entry in entries.dropFirst() {
      blocks.append("## `\(entry.title)`")
      blocks += description(entry)
    }
    blocks.append("## Exit codes")
    blocks.append(
      table(["Code", "Meaning"], ExitCode.explained.map { ["\($0.code.rawValue)", $0.meaning] }))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func description(_ entry: CommandEntry) -> [String] {
    let command = entry.command
    var blocks = [escaped(command.abstract), "```\n\(entry.synopsis)\n```"]
    blocks += TextWrapping.paragraphs(command.discussion).map(escaped)
    if !command.visibleSubcommands.isEmpty {
      let rows = command.visibleSubcommands.map {
        ["[`\($0.name)`](#\(anchor(entry, $0)))", escaped($0.abstract)]
      }
      blocks.append(table(["Command", ""], rows))
    }
    if !entry.arguments.isEmpty { blocks.append(parameters("Argument", entry.arguments)) }
    let builtIn = entry.path.count == 1 ? [Declaration.help, .version] : []
    let options = entry.options + builtIn
    if !options.isEmpty { blocks.append(parameters("Option", options)) }
    for example in command.examples {
      blocks.append(escaped(example.explanation) + "\n\n```sh\n\(example.line)\n```")
    }
    return blocks
  }

  /// The anchor that forges give a heading: lower case, without punctuation, blanks as hyphens.
  private func anchor(_ entry: CommandEntry, _ command: Command) -> String {
    (entry.title + " " + command.name).lowercased().split(separator: " ").joined(separator: "-")
  }

  private func parameters(_ title: String, _ declarations: [Declaration]) -> String {
    let rows = declarations.map { declaration in
      let choices = declaration.choices.filter { !$0.help.isEmpty }
        .map { "<br>`\($0.name)`: \(escaped($0.help))" }.joined()
      return [
        "`\(declaration.term)`", escaped(declaration.help) + choices,
        declaration.defaultText.map { "`\($0)`" } ?? "",
        declaration.environment.map { "`\($0)`" } ?? "",
      ]
    }
    let columns = [title, "", "Default", "Environment"]
    // Columns in which nothing stands are left out.
    let used = columns.indices.filter { index in index < 2 || rows.contains { !$0[index].isEmpty } }
    return table(used.map { columns[$0] }, rows.map { row in used.map { row[$0] } })
  }

  private func table(_ titles: [String], _ rows: [[String]]) -> String {
    let rule = titles.map { _ in "---" }
    return ([titles, rule] + rows).map { row in
      "| "
        + row.map {
          $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
        }
        .joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  /// Text in which `<` does not begin a tag.
  private func escaped(_ text: String) -> String {
    text.split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
  }
}
