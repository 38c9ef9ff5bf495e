/// The words of one picture, by where they come from, as `search_text` keeps them.
package struct SearchDocument: Hashable, Sendable {
  /// Where a word of a picture comes from, in the order of the columns.
  package enum Part: Int, Hashable, Sendable, CaseIterable {
    case name, tags, title, caption, folder, camera
  }

  /// For each part its words, separated by blanks.
  package var texts: [String]

  package init(texts: [String]) {
    precondition(texts.count == Part.allCases.count, "a document has one text a part")
    self.texts = texts
  }

  package init() { self.init(texts: Array(repeating: "", count: Part.allCases.count)) }

  package var isEmpty: Bool { texts.allSatisfy(\.isEmpty) }

  package func words(of part: Part) -> [Substring] { texts[part.rawValue].split(separator: " ") }
}
