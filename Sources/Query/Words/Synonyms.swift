package import Core

/// Words that mean nearly the same.
///
/// The file is text in UTF-8. A line lists words or phrases that may stand for each other, separated
/// by commas; `word > other, other` says that only the first may be replaced. `#` begins a remark.
///
/// ```
/// # animals
/// cat, kitten, feline
/// pet > cat, dog
/// ```
package struct Synonyms: Hashable, Sendable {
  private var others: [String: [String]] = [:]
  /// Synonyms beyond so many make a query vague.
  private static let most = 8

  package init() {}

  /// - Parameter path: for messages.
  /// - Throws: a fault that names the line when one cannot be read.
  package init(reading text: String, path: FilePath? = nil) throws(Fault) {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.prefix { $0 != "#" }
      let sides = content.split(separator: ">", omittingEmptySubsequences: false)
        .map { Self.words($0) }
      switch sides.count {
      case 1: for word in sides[0] { add(sides[0].filter { $0 != word }, to: word) }
      case 2 where sides[0].count == 1 && !sides[1].isEmpty: add(sides[1], to: sides[0][0])
      default:
        throw Fault(
          "synonyms.line", .user, "line \(number + 1) of the synonyms cannot be understood",
          remedy: "Write: word, other, other   or   word > other, other", path: path)
      }
    }
  }

  /// What else may stand for a folded word or phrase, in the order of the file.
  package func synonyms(of word: String) -> [String] {
    Array((others[word] ?? []).prefix(Self.most))
  }

  package mutating func add(_ synonyms: [String], to word: String) {
    for synonym in synonyms where synonym != word {
      if others[word, default: []].contains(synonym) { continue }
      others[word, default: []].append(synonym)
    }
  }

  package var isEmpty: Bool { others.isEmpty }

  private static func words(_ list: Substring) -> [String] {
    list.split(separator: ",").map { FoldedWords.phrase(String($0)) }.filter { !$0.isEmpty }
  }
}
