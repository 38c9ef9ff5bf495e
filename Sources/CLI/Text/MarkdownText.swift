/// Text that a renderer of Markdown shows as it is.
enum MarkdownText {
  /// Within backquotes.
  static func code(_ text: String) -> String {
    String(text.map { $0 == "`" ? "'" : $0.isNewline ? "\u{2424}" : $0 })
  }

  /// In a paragraph or the cell of a table.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character.isNewline {
        escaped.append("\u{2424}")
        continue
      }
      if "\\`*_[]<>|#&~".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
