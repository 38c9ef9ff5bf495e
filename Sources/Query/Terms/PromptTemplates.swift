/// Sentences around a word, whose mean says more to CLIP than the word alone (Radford et al.,
/// "Learning Transferable Visual Models From Natural Language Supervision", 2021, § 3.1.4).
package enum PromptTemplates {
  /// The texts whose vectors are averaged: for a few words in several sentences, for a whole
  /// sentence itself alone.
  package static func texts(for text: String) -> [String] {
    let count = text.split(separator: " ").count
    guard count <= longest else { return [text] }
    return usual.map { $0.replacing("{}", with: text) }
  }

  /// More words than this are taken for a sentence.
  private static let longest = 3

  /// The sentences around a few words.
  package static let usual = [
    "{}", "a photo of {}", "a photo of a {}", "a photo of the {}", "a close-up photo of {}",
    "a picture of many {}", "a photo of {} in the background",
  ]
}
