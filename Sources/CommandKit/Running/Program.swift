package import Core

/// A command-line program: its commands, and the parts that every program has — help, version,
/// completion scripts, man page, reference, exit codes.
package struct Program: Sendable {
  package let root: Command
  package let version: String

  /// - Parameter root: the program's own name and its commands. `--color`, `--quiet`, and the
  ///   commands `completion` and `documentation` are added to it.
  package init(_ root: Command, version: String) {
    self.version = version
    self.root = root.adding(
      parameters: [StandardOptions.color, StandardOptions.quiet],
      subcommands: [
        CompletionCommand.command(for: root), DocumentationCommand.command(for: root, version),
      ])
  }

  /// Understands a command line and runs the command that it names. Never throws: every error is
  /// reported on `errors` and becomes an exit code.
  package func run(
    _ words: [RawArgument] = RawArgument.ofThisProcess, environment: Environment = .process,
    output: any OutputSink = DescriptorSink.standardOutput,
    errors: any OutputSink = DescriptorSink.standardError,
    cancellation: CancellationToken = Interruption.token
  ) async -> ExitCode {
    func console(_ color: ColorPreference, isQuiet: Bool = false) -> Console {
      Console(
        output: output, errors: errors, environment: environment, color: color, isQuiet: isQuiet)
    }
    let line: ParsedLine
    do throws(UsageError) {
      line = try CommandParser(root: root, environment: environment).parse(words)
    } catch {
      let console = console(.automatic)
      return report(error, on: console)
    }
    guard case .run(let path, let values) = line, let action = path.last?.action else {
      return answer(line, on: console(.automatic))
    }
    let chosen = console(
      values[StandardOptions.color], isQuiet: values[StandardOptions.quiet])
    let invocation = Invocation(
      commandPath: path.map(\.name), values: values, console: chosen, environment: environment,
      cancellation: cancellation)
    do {
      let code = try await action(invocation)
      try chosen.finish()
      return code
    } catch {
      return report(error, on: chosen, commandPath: invocation.commandPath)
    }
  }

  /// Help or the version, which are results like any other.
  private func answer(_ line: ParsedLine, on console: Console) -> ExitCode {
    do {
      switch line {
      case .version: try console.print("\(root.name) \(version)")
      case .help(let path), .run(let path, _):
        let page = HelpPage(path: path, width: console.outputTraits.width)
        try console.write(page.text(styles: console.outputStyles))
      }
      try console.finish()
      return .success
    } catch {
      return report(error, on: console)
    }
  }

  private func report(
    _ error: any Error, on console: Console, commandPath: [String] = []
  ) -> ExitCode {
    // What was printed before the failure is a result; losing the rest of it changes nothing now.
    try? console.finish()
    switch error {
    case let error as UsageError:
      let path = error.commandPath.isEmpty ? commandPath : error.commandPath
      console.failure("\(error)")
      console.hint("Try '\(path.joined(separator: " ")) --help'.")
    case let fault as Fault: console.report(fault)
    case is OutputClosed: break
    case is Cancelled, is CancellationError:
      console.failure("interrupted")
    default: console.failure("\(error)")
    }
    return ExitCode(for: error)
  }
}
