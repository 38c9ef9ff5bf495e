/// The program's manual page, for `man`, in the man(7) macros of roff.
package struct ManualPage: Sendable {
  private let root: Command
  private let version: String

  package init(_ program: Program) {
    root = program.root
    version = program.version
  }

  /// The page: one section for the program and one for each of its commands.
  package var text: String {
    let entries = CommandEntry.all(from: [root])
    var lines = [
      ".\\\" Made from the program's declarations; changes belong there.",
      ".TH \(quoted(root.name.uppercased())) 1 \"\" \(quoted(root.name + " " + version))"
        + " \"User Commands\"",
      ".SH NAME", "\(escaped(root.name)) \\- \(escaped(root.abstract))",
      ".SH SYNOPSIS",
    ]
    for entry in entries where entry.command.action != nil {
      lines += [".B \(escaped(entry.title))", ".br"]
    }
    lines +=
      [".SH DESCRIPTION"] + paragraphs(root.discussion.isEmpty ? root.abstract : root.discussion)
    lines += [".SH OPTIONS"]
    lines += (CommandEntry(path: [root]).options + [.help, .version]).flatMap(item)
    lines += [".SH COMMANDS"]
    for entry in entries.dropFirst() { lines += section(entry) }
    lines += [".SH \"EXIT STATUS\""]
    for (code, meaning) in ExitCode.explained {
      lines += [".TP", ".B \(code.rawValue)", escaped(meaning)]
    }
    lines += environment(entries)
    if !root.examples.isEmpty { lines += [".SH EXAMPLES"] + examples(root.examples) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ entry: CommandEntry) -> [String] {
    var lines = [".SS \(quoted(entry.synopsis))"]
    lines += paragraphs(entry.command.abstract) + paragraphs(entry.command.discussion)
    lines += (entry.arguments + entry.options).flatMap(item)
    return lines + examples(entry.command.examples)
  }

  private func item(_ declaration: Declaration) -> [String] {
    [".TP", ".B \(escaped(declaration.term))", escaped(declaration.fullHelp)]
  }

  private func examples(_ examples: [Example]) -> [String] {
    examples.flatMap {
      [".PP", escaped($0.explanation), ".RS 4", ".nf", escaped($0.line), ".fi", ".RE"]
    }
  }

  private func environment(_ entries: [CommandEntry]) -> [String] {
    var meanings: [String: [String]] = [:]
    for entry in entries {
      for option in entry.options {
        guard let name = option.environment else { continue }
        let title = entry.path.count == 1 ? option.title : "\(option.title) of \(entry.title)"
        meanings[name, default: []].append(title)
      }
    }
    let own = meanings.sorted { $0.key < $1.key }.flatMap { name, titles in
      [".TP", ".B \(escaped(name))", escaped("Stands for " + titles.joined(separator: ", ") + ".")]
    }
    let colors = [
      ".TP", ".B NO_COLOR", "When set, nothing is coloured.",
      ".TP", ".B CLICOLOR_FORCE", "When set to anything but 0, coloured even without a terminal.",
    ]
    return [".SH ENVIRONMENT"] + own + colors
  }

  private func paragraphs(_ text: String) -> [String] {
    TextWrapping.paragraphs(text).flatMap { [".PP", escaped($0)] }
  }

  private func quoted(_ text: String) -> String {
    "\""
      + escaped(text).split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\(dq") + "\""
  }

  /// Text that roff shows as it is: backslashes and hyphens escaped, and no line that begins with a
  /// request.
  private func escaped(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      var escaped = ""
      for character in line {
        switch character {
        case "\\": escaped += "\\e"
        case "-": escaped += "\\-"
        case "…": escaped += "..."
        default: escaped.append(character)
        }
      }
      let isRequest = escaped.first == "." || escaped.first == "'"
      return isRequest ? "\\&" + escaped : escaped
    }.joined(separator: "\n")
  }
}
