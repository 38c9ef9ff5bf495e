/// Cuts texts into the numbers that a model's text tower reads.
package protocol TextTokenizer: Sendable {
  /// The tokens of a cleaned text, without begin and end.
  func tokens(of text: String) -> [Int32]
  /// Put before every text, if anything.
  var begin: Int32? { get }
  /// Put behind every text; a text that is cut keeps it.
  var end: Int32? { get }
  /// What the tokenizer's own files fill up short texts with; `nil` where the recipe decides.
  var padding: Int32? { get }
}

extension TextTokenizer {
  package var padding: Int32? { nil }
}

/// A tokenizer with what its model says around it: cleaning, length, padding.
package struct TextEncoder: Sendable {
  package let tokenizer: any TextTokenizer
  package let recipe: TextRecipe

  package init(_ tokenizer: any TextTokenizer, recipe: TextRecipe) {
    precondition(recipe.contextLength >= 2)
    self.tokenizer = tokenizer
    self.recipe = recipe
  }

  /// Exactly `recipe.contextLength` numbers: begin, the text, end, padding.
  package func ids(of text: String) -> [Int32] {
    let ids = plainIDs(of: text)
    let padding = recipe.padding ?? tokenizer.padding ?? tokenizer.end ?? 0
    return ids + [Int32](repeating: padding, count: recipe.contextLength - ids.count)
  }

  /// How many of `ids(of:)` are not padding.
  package func count(of text: String) -> Int { plainIDs(of: text).count }

  private func plainIDs(of text: String) -> [Int32] {
    let (begin, end) = (tokenizer.begin, tokenizer.end)
    let room = recipe.contextLength - (begin == nil ? 0 : 1) - (end == nil ? 0 : 1)
    var ids = begin.map { [$0] } ?? []
    ids += tokenizer.tokens(of: recipe.cleaning.cleaned(text)).prefix(room)
    if let end { ids.append(end) }
    return ids
  }
}
