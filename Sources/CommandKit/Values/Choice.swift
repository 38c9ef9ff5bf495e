/// One of the values that an option can take.
package struct Choice: Hashable, Sendable {
  /// What is typed.
  package let name: String
  /// What it means, in a few words; may be empty.
  package let help: String

  package init(_ name: String, _ help: String = "") {
    self.name = name
    self.help = help
  }
}
