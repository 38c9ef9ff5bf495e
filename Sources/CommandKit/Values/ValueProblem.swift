/// A word is not a value of the kind that was asked for.
package struct ValueProblem: Error, Hashable, Sendable {
  /// What would have been right, as in "needs *a whole number from 1 to 10*".
  package var expectation: String
  /// The value that was probably meant.
  package var suggestion: String?

  package init(_ expectation: String, suggestion: String? = nil) {
    self.expectation = expectation
    self.suggestion = suggestion
  }
}
