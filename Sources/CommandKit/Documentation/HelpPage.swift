/// What `--help` prints.
package struct HelpPage: Sendable {
  private let entry: CommandEntry
  private let width: Int

  /// - Parameters:
  ///   - path: the command and those above it.
  ///   - width: the columns of the terminal; lines are kept to at most 100, which reads best.
  package init(path: [Command], width: Int) {
    entry = CommandEntry(path: path)
    self.width = min(100, max(40, width))
  }

  /// The page, ending with a line break.
  package func text(styles: Styles) -> String {
    let command = entry.command
    var sections = [TextWrapping.lines(command.abstract, width: width)]
    sections.append(usage(styles))
    for paragraph in TextWrapping.paragraphs(command.discussion) {
      sections.append(TextWrapping.lines(paragraph, width: width))
    }
    sections.append(
      list("Commands", command.visibleSubcommands.map { ($0.name, $0.abstract) }, styles))
    sections.append(list("Arguments", entry.arguments.map { ($0.term, $0.fullHelp) }, styles))
    let builtIn = entry.path.count == 1 ? [Declaration.help, .version] : [.help]
    sections.append(options("Options", entry.options + builtIn, styles))
    sections.append(options("Options of every command", entry.inheritedOptions, styles))
    sections.append(examples(styles))
    if entry.path.count == 1 {
      sections.append(
        TextWrapping.lines(
          "An option on the line outranks its environment variable, which outranks the default.",
          width: width))
    }
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func usage(_ styles: Styles) -> [String] {
    let lines = TextWrapping.lines(entry.synopsis, width: width - 7)
    return lines.enumerated().map { position, line in
      (position == 0 ? styles("Usage:", .strong) + " " : "       ") + line
    }
  }

  private func options(
    _ title: String, _ declarations: [Declaration], _ styles: Styles
  ) -> [String] {
    let terms = declarations.map { ($0.short == nil ? "    " : "") + $0.term }
    return list(title, Array(zip(terms, declarations.map(\.fullHelp))), styles)
  }

  private func list(_ title: String, _ rows: [(String, String)], _ styles: Styles) -> [String] {
    guard !rows.isEmpty else { return [] }
    let longest = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    let column = min(longest, max(16, width / 3)) + 4
    let blanks = String(repeating: " ", count: column)
    var lines = [styles(title + ":", .strong)]
    for (term, help) in rows {
      var body = TextWrapping.lines(help, width: width - column)
      let gap = column - 2 - DisplayWidth.of(term)
      if gap >= 2, !body.isEmpty {
        let first = body.removeFirst()
        lines.append("  " + styles(term, .accent) + String(repeating: " ", count: gap) + first)
      } else {
        lines.append("  " + styles(term, .accent))
      }
      lines += body.map { blanks + $0 }
    }
    return lines
  }

  private func examples(_ styles: Styles) -> [String] {
    guard !entry.command.examples.isEmpty else { return [] }
    let lines = entry.command.examples.flatMap { example in
      TextWrapping.lines(example.explanation, width: width - 2).map { "  " + $0 }
        + ["    " + styles("$ " + example.line, .accent)]
    }
    return [styles("Examples:", .strong)] + lines
  }
}
