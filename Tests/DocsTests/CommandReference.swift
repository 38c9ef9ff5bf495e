/// The generated reference, a section a command.
struct CommandReference {
  private var sections: [String: String] = [:]
  private var common = ""

  init(text: String) {
    var command: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let heading = line.wholeMatch(of: /## `semblance (.+)`/) { command = String(heading.1) }
      if let command {
        sections[command, default: ""] += line + "\n"
      } else {
        common += line + "\n"
      }
    }
  }

  func has(_ command: String) -> Bool { sections[command] != nil }

  /// Options of all commands are in the part before the first section.
  func has(_ option: String, of command: String) -> Bool {
    [sections[command] ?? "", common].contains { text in
      text.matches(of: /`[^`]*`/).contains { span in
        span.0.split(whereSeparator: { "`, ".contains($0) })
          .contains { $0.replacing("[no-]", with: "") == option }
      }
    }
  }
}
