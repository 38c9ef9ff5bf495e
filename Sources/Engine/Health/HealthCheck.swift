/// One thing that was looked at, and how it is.
package struct HealthCheck: Sendable {
  package enum State: String, Sendable {
    case good
    /// Works, but may not for long, or not for everything.
    case warning
    case failed
  }

  /// What was looked at, in a word or two.
  package var subject: String
  package var state: State
  /// What was found.
  package var finding: String
  /// What to do; empty when there is nothing to do.
  package var remedy = ""

  init(_ subject: String, _ state: State, _ finding: String, remedy: String = "") {
    self.subject = subject
    self.state = state
    self.finding = finding
    self.remedy = remedy
  }
}
