import CommandKit
import Core

/// A program with every kind of parameter, which the tests parse, explain and complete.
enum SampleProgram {
  enum Relation: String, CaseIterable, Sendable { case exact, near, similar }

  static let library = Option(
    "library", .folder, environment: "SAMPLE_LIBRARY", defaultText: "the data folder",
    help: "The library to work on.")
  static let limit = Option(
    "limit", short: "n", .integer(1...1000), default: 20, environment: "SAMPLE_LIMIT",
    help: "Show at most N groups.")
  static let threshold = Option(
    "threshold", short: "t", .number(-1...1), default: 0.5, help: "The least similarity.")
  static let relation = Option(
    "relation", .choice(of: Relation.self) { $0 == .exact ? "the same bytes" : "" },
    default: .near, help: "How alike they have to be.")
  static let size = Option(
    "max-size", .byteCount(), default: 10_000_000, help: "Skip larger files.")
  static let timeout = Option(
    "timeout", .duration(), default: .seconds(30), help: "Give up on a file after TIME.")
  static let exclude = Option(
    repeating: "exclude", short: "x", .text.named("GLOB"), environment: "SAMPLE_EXCLUDE",
    help: "Leave out what matches.")
  static let output = Option("output", short: "o", .file, help: "Write to FILE.")
  static let verbose = Flag("verbose", short: "v", help: "Say more.")
  static let watch = Flag("watch", short: "w", environment: "SAMPLE_WATCH", help: "Go on for ever.")
  static let csv = Flag("csv", help: "Print the results as CSV.")
  static let folders = Argument(
    repeating: "PATH", .folder, atLeast: 0, help: "The folders to look at.")
  static let source = Argument("SOURCE", .file, help: "What to read.")
  static let count = Argument(optional: "COUNT", .integer(), help: "How many.")
  static let token = Option(
    required: "token", .text, environment: "SAMPLE_TOKEN", help: "Who asks.")

  static let find = Command(
    "find", abstract: "Find the pictures that look alike.",
    discussion: "Compares all pictures.\n\nNothing is changed.",
    examples: [Example("sample find ~/Pictures", "Look at one folder:")],
    parameters: [
      limit, threshold, relation, size, timeout, exclude, output, verbose, watch,
      StandardOptions.json, csv, folders,
    ],
    exclusive: [[StandardOptions.json, csv]]
  ) { invocation in
    try invocation.console.print("\(invocation[limit])")
    return .success
  }

  static let copy = Command(
    "copy", abstract: "Copy a file.", parameters: [source, count]
  ) { _ in .success }

  static let login = Command("login", abstract: "Sign in.", parameters: [token]) { _ in .success }

  static let models = Command(
    "models", abstract: "Look after models.",
    subcommands: [
      Command("list", abstract: "List them.") { _ in .success },
      Command("pull", abstract: "Fetch one.", parameters: [source]) { _ in
        throw Fault("model.unknown", .user, "there is no such model", remedy: "List them.")
      },
    ])

  static let root = Command(
    "sample", abstract: "Look at pictures.", parameters: [library],
    subcommands: [find, copy, login, models])

  static let program = Program(root, version: "1.2.3")

  static func parse(
    _ words: [RawArgument], environment: [String: String] = [:]
  ) throws(UsageError) -> ParsedLine {
    try CommandParser(root: program.root, environment: Environment(environment)).parse(words)
  }

  /// The values of a line that names a command to run.
  static func values(
    _ line: String, environment: [String: String] = [:]
  ) throws -> ParsedValues {
    guard case .run(_, let values) = try parse(words(line), environment: environment) else {
      throw UsageError("the line does not run a command")
    }
    return values
  }

  static func words(_ line: String) -> [RawArgument] {
    line.split(separator: " ").map { RawArgument(String($0)) }
  }

  /// Runs the program in memory.
  static func run(
    _ line: String, environment: [String: String] = [:]
  ) async -> (code: ExitCode, output: String, errors: String) {
    let output = CapturedOutput()
    let errors = CapturedOutput()
    let code = await program.run(
      words(line), environment: Environment(environment), output: output, errors: errors,
      cancellation: CancellationToken())
    return (code, output.text, errors.text)
  }
}
