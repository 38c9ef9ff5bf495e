/// A line that can be typed as it stands, and what it does.
package struct Example: Hashable, Sendable {
  package let line: String
  package let explanation: String

  package init(_ line: String, _ explanation: String) {
    self.line = line
    self.explanation = explanation
  }
}
