/// A command in its place: what all documentation and completion is made from.
struct CommandEntry: Sendable {
  /// The command and those above it, the program first.
  let path: [Command]

  var command: Command { path[path.count - 1] }
  /// `semblance index`.
  var title: String { path.map(\.name).joined(separator: " ") }

  /// The command's own options.
  var options: [Declaration] { command.options.filter { !$0.isHidden } }
  /// The options of the commands above it, the nearest first.
  var inheritedOptions: [Declaration] {
    path.dropLast().reversed().flatMap(\.options).filter { !$0.isHidden }
  }
  var arguments: [Declaration] { command.arguments.filter { !$0.isHidden } }

  /// `semblance index [OPTIONS] PATH...`.
  var synopsis: String {
    let argumentWords = arguments.map(\.argumentSynopsis)
    let required = options.filter { $0.minimumCount > 0 }.map { "--\($0.name) \($0.placeholder)" }
    let tail =
      command.visibleSubcommands.isEmpty
      ? argumentWords : argumentWords.isEmpty ? ["COMMAND"] : argumentWords
    return ([title, "[OPTIONS]"] + required + tail).joined(separator: " ")
  }

  /// The command at the end of `path` and every visible one below it, in the order of declaration.
  static func all(from path: [Command]) -> [CommandEntry] {
    let below = path[path.count - 1].visibleSubcommands.flatMap { all(from: path + [$0]) }
    return [CommandEntry(path: path)] + below
  }
}

extension Declaration {
  /// What every command has, though nobody declares it.
  static let help = Declaration(
    .flag, "help", short: "h",
    type: ValueType<Bool>(placeholder: "", show: { _ in "" }) { _ in true },
    help: "Show this help.")

  /// What the program itself has besides.
  static let version = Declaration(
    .flag, "version", type: ValueType<Bool>(placeholder: "", show: { _ in "" }) { _ in true },
    help: "Show the version.")

  /// `-n, --limit N`, or `PATH...`.
  var term: String {
    guard kind != .argument else { return argumentSynopsis }
    let long = showsNegation ? "--[no-]\(name)" : "--\(name)"
    return (short.map { "-\($0), " } ?? "") + long + (placeholder.isEmpty ? "" : " " + placeholder)
  }

  /// The facts that follow the help in parentheses, in the order of precedence.
  var notes: [String] {
    var notes: [String] = []
    if !choices.isEmpty {
      notes.append("one of: " + choices.map(\.name).joined(separator: ", "))
    }
    if repeats, kind == .option { notes.append("may be repeated") }
    if minimumCount > 0, kind == .option { notes.append("required") }
    if let environment { notes.append("environment: \(environment)") }
    if let defaultText { notes.append("default: \(defaultText)") }
    return notes
  }

  /// The help with its notes.
  var fullHelp: String {
    notes.isEmpty ? help : help + " (" + notes.joined(separator: "; ") + ")"
  }
}
