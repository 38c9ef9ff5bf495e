import Core

/// Results of czkawka_core as text. Before each group stands `Found N images which have similar
/// friends`, `---- Size … - N files` or `Name - … - N files`; then comes one quoted path a line, for
/// pictures with size and likeness after it. The reference of a group is its first file: among
/// duplicates with `Reference file - ` before it, among pictures one more than the N that were
/// announced.
enum CzkawkaText {
  /// - Returns: `nil` when the text is none of Czkawka's.
  static func groups(in text: String) -> [ImportedGroups.Group]? {
    var groups: [ImportedGroups.Group] = []
    var announced: Int?
    var isKnown = false
    func endGroup() {
      guard let count = announced, !groups.isEmpty else { return }
      if groups[groups.count - 1].paths.count == count + 1 {
        groups[groups.count - 1].hasReference = true
      }
    }
    for line in text.split(whereSeparator: \.isNewline) {
      if let path = path(of: line) {
        guard isKnown, !groups.isEmpty else { continue }
        if line.hasPrefix(reference) { groups[groups.count - 1].hasReference = true }
        groups[groups.count - 1].paths.append(path)
      } else if isHeading(line) {
        endGroup()
        isKnown = true
        // Of the others the number counts no more than it says.
        announced =
          line.hasPrefix("Found ")
          ? line.split(separator: " ").dropFirst().first.flatMap { Int($0) } : nil
        groups.append(.init(paths: []))
      } else if line.hasPrefix("Found ") || line.hasPrefix("Not found any") {
        isKnown = true
      }
    }
    endGroup()
    return isKnown ? groups : nil
  }

  private static let reference = "Reference file - "

  private static func isHeading(_ line: Substring) -> Bool {
    let isOfName =
      line.hasPrefix("Name - ") && (line.hasSuffix(" files ") || line.hasSuffix(" files"))
    return isOfName || line.hasPrefix("---- ")
      || (line.hasPrefix("Found ") && line.hasSuffix(" which have similar friends"))
  }

  private static func path(of line: Substring) -> FilePath? {
    let line = line.hasPrefix(reference) ? line.dropFirst(reference.count) : line
    guard line.hasPrefix("\"") else { return nil }
    // The last closing quote: a name may hold quotes itself.
    guard let end = line.lastIndex(of: "\""), end > line.startIndex else { return nil }
    return FilePath(String(line[line.index(after: line.startIndex)..<end]))
  }
}
