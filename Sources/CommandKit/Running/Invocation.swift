package import Core

/// What a command gets when it runs: its values, where to write, and when to stop.
package struct Invocation: Sendable {
  /// The words that named the command, the program first.
  package let commandPath: [String]
  package let values: ParsedValues
  package let console: Console
  package let environment: Environment
  /// Raised by Ctrl-C and SIGTERM; to be checked between items.
  package let cancellation: CancellationToken

  /// The value of one of the command's parameters, or of those of the commands above it.
  package subscript<Wanted: Parameter>(parameter: Wanted) -> Wanted.Value { values[parameter] }

  /// Where a value comes from.
  package func source(of parameter: some Parameter) -> ParsedValues.Source {
    values.source(of: parameter)
  }
}
