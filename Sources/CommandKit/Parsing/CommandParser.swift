/// Reads a command line against the declarations of a program, without doing anything yet.
///
/// The rules are POSIX's with GNU's long options (POSIX.1-2017 XBD 12): options may stand before
/// and after arguments, `--` ends them, `-abc` is `-a -b -c`, a lone `-` is an argument, and so is a
/// negative number unless an option is called by its digit.
package struct CommandParser: Sendable {
  private let root: Command
  private let environment: Environment

  package init(root: Command, environment: Environment) {
    self.root = root
    self.environment = environment
  }

  /// A program of commands that is called without any explains itself.
  ///
  /// - Throws: ``UsageError``, for the first thing that is wrong.
  package func parse(_ words: [RawArgument]) throws(UsageError) -> ParsedLine {
    guard !words.isEmpty || root.action != nil else { return .help(path: [root]) }
    var line = LineReader(root: root, words: words)
    do throws(UsageError) {
      if let question = try line.read() { return question }
      try line.checkExclusive()
      try fillFromEnvironment(&line)
      try line.checkComplete()
    } catch {
      var error = error
      error.commandPath = line.path.map(\.name)
      throw error
    }
    return .run(path: line.path, values: line.values)
  }

  /// Gives every parameter that is not on the line the value of its variable, or its default.
  private func fillFromEnvironment(_ line: inout LineReader) throws(UsageError) {
    for declaration in line.options + line.command.arguments
    where !line.values.isGiven(declaration) {
      guard let variable = declaration.environment, let word = environment[variable] else {
        line.values.fill(declaration, from: .fallback, [])
        continue
      }
      let words =
        declaration.repeats
        ? word.bytes.split(separator: declaration.environmentSeparator).map(RawArgument.init)
        : [word]
      var values: [any Sendable] = []
      for word in words {
        values.append(try declaration.value(of: word, calledBy: variable))
      }
      line.values.fill(declaration, from: .environment, values)
    }
  }
}

extension Declaration {
  /// Reads a word, or says what is wrong with it under the name by which it was given.
  func value(of word: RawArgument, calledBy title: String) throws(UsageError) -> any Sendable {
    do throws(ValueProblem) {
      return try read(word)
    } catch {
      throw UsageError(
        "\(title) needs \(error.expectation), not '\(word.display)'",
        suggestion: error.suggestion.map { "'\($0)'" })
    }
  }
}
