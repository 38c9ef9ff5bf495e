/// A form that texts have, as ids do.
package struct TextPattern: Sendable, Hashable {
  /// As a regular expression of ECMA-262 in ASCII, for documents.
  package let expression: String
  /// What is needed, in words: `a month such as 2024-05`.
  package let phrase: String
  private let test: @Sendable (String) -> Bool

  /// - Parameter test: must say what `expression` says.
  package init(_ expression: String, _ phrase: String, test: @escaping @Sendable (String) -> Bool) {
    self.expression = expression
    self.phrase = phrase
    self.test = test
  }

  package func fits(_ text: String) -> Bool { test(text) }

  package static func == (one: TextPattern, other: TextPattern) -> Bool {
    one.expression == other.expression
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(expression) }
}
