import Core

/// Results of czkawka_core as text: `Found N images which have similar friends` or
/// `---- Size … - N files` before each group, then one quoted path a line, for pictures with size
/// and likeness after it, for references with `Reference file - ` before it.
enum CzkawkaText {
  /// - Returns: `nil` when the text is none of Czkawka's.
  static func groups(in text: String) -> [ImportedGroups.Group]? {
    var groups: [ImportedGroups.Group] = []
    var isKnown = false
    for line in text.split(whereSeparator: \.isNewline) {
      if let path = path(of: line) {
        guard isKnown, !groups.isEmpty else { continue }
        if line.hasPrefix(reference) { groups[groups.count - 1].hasReference = true }
        groups[groups.count - 1].paths.append(path)
      } else if line.hasPrefix("Found ") || line.hasPrefix("---- ") {
        isKnown = true
        groups.append(.init(paths: []))
      } else if line.hasPrefix("Not found any") {
        isKnown = true
      }
    }
    return isKnown ? groups : nil
  }

  private static let reference = "Reference file - "

  private static func path(of line: Substring) -> FilePath? {
    let line = line.hasPrefix(reference) ? line.dropFirst(reference.count) : line
    guard line.hasPrefix("\"") else { return nil }
    // The last closing quote: a name may hold quotes itself.
    guard let end = line.lastIndex(of: "\""), end > line.startIndex else { return nil }
    return FilePath(String(line[line.index(after: line.startIndex)..<end]))
  }
}
