/// The command line cannot be understood: exit code 64, with one line of message and a hint.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence without a full stop, which names the option or word that is wrong.
  package var message: String
  /// What to write instead; `nil` when there is no good guess.
  package var suggestion: String?
  /// The command whose help explains it, with the program's name first. Filled in by the parser.
  package var commandPath: [String]

  package init(_ message: String, suggestion: String? = nil, commandPath: [String] = []) {
    self.message = message
    self.suggestion = suggestion
    self.commandPath = commandPath
  }

  package var description: String {
    suggestion.map { "\(message); did you mean \($0)?" } ?? message
  }
}
