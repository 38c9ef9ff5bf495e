import Catalogue

/// Texts as the folded words that are searched.
enum FoldedWords {
  static func words(_ text: String) -> [String] { SearchWords.chunks(text).flatMap(\.self) }

  /// The words with a blank between them.
  static func phrase(_ text: String) -> String { words(text).joined(separator: " ") }
}
