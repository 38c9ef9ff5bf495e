/// How a model wants its texts.
package struct TextRecipe: Codable, Hashable, Sendable {
  package enum Tokenizer: String, Codable, Sendable {
    /// CLIP's byte-pair encoding.
    case clip
    /// A SentencePiece model: SigLIP, SigLIP 2.
    case sentencePiece
  }

  package var tokenizer: Tokenizer
  package var cleaning: TextCleaning
  /// Tokens a text, begin and end included; longer ones are cut, shorter ones padded.
  package var contextLength: Int
  /// What fills up short texts; `nil` for the end token.
  package var padding: Int32?

  package init(
    tokenizer: Tokenizer, cleaning: TextCleaning, contextLength: Int, padding: Int32?
  ) {
    self.tokenizer = tokenizer
    self.cleaning = cleaning
    self.contextLength = contextLength
    self.padding = padding
  }

  package static let clip = TextRecipe(
    tokenizer: .clip, cleaning: .lowered, contextLength: 77, padding: 0)
}
