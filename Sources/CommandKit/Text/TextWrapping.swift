/// Breaks text into lines that fit a width.
package enum TextWrapping {
  /// Breaks one paragraph at blanks. A word that is wider than a line gets a line of its own and
  /// sticks out, so that it can still be copied. Line breaks in the text count as blanks.
  package static func lines(_ paragraph: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var room = width
    for word in paragraph.split(whereSeparator: { $0 == " " || $0.isNewline }) {
      let needed = DisplayWidth.of(String(word))
      if line.isEmpty {
        line = String(word)
        room = width - needed
      } else if needed + 1 <= room {
        line += " " + word
        room -= needed + 1
      } else {
        lines.append(line)
        line = String(word)
        room = width - needed
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The paragraphs of a text, which are separated by empty lines.
  package static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }
}
