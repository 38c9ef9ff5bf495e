/// The state of reading one command line: where it is, and what it has understood.
struct LineReader {
  /// The commands named so far, the program first.
  private(set) var path: [Command]
  var values = ParsedValues()
  private var words: ArraySlice<RawArgument>
  private var arguments: [RawArgument] = []
  private var optionsEnded = false

  init(root: Command, words: [RawArgument]) {
    path = [root]
    self.words = words[...]
  }

  var command: Command { path[path.count - 1] }

  /// The options that may stand here: the command's own, then those of the commands above it.
  var options: [Declaration] { path.reversed().flatMap(\.options) }

  /// Reads the line to its end; returns early when it asks for help or the version.
  mutating func read() throws(UsageError) -> ParsedLine? {
    while let word = words.popFirst() {
      let bytes = word.bytes
      if optionsEnded || bytes.first != UInt8(ascii: "-") || bytes.count == 1 || isNumber(word) {
        if path.count == 1, arguments.isEmpty, !optionsEnded, bytes == Array("help".utf8),
          command.subcommand(named: "help") == nil
        {
          return try readHelp()
        }
        try take(word)
      } else if bytes == Array("--".utf8) {
        optionsEnded = true
      } else if bytes.starts(with: "--".utf8) {
        if let question = try takeLong(word) { return question }
      } else if let question = try takeCluster(word) {
        return question
      }
    }
    try assignArguments()
    return nil
  }

  // MARK: Words

  /// A command's name, or an argument.
  private mutating func take(_ word: RawArgument) throws(UsageError) {
    guard !optionsEnded, arguments.isEmpty, !command.subcommands.isEmpty else {
      arguments.append(word)
      return
    }
    if let next = word.text.flatMap(command.subcommand) {
      path.append(next)
    } else if command.action != nil, !command.arguments.isEmpty {
      arguments.append(word)
    } else {
      throw unknownCommand(word)
    }
  }

  /// `help CMD…`: the words after it name a command.
  private mutating func readHelp() throws(UsageError) -> ParsedLine {
    for word in words where word.bytes.first != UInt8(ascii: "-") {
      guard let next = word.text.flatMap(command.subcommand) else { throw unknownCommand(word) }
      path.append(next)
    }
    return .help(path: path)
  }

  private func unknownCommand(_ word: RawArgument) -> UsageError {
    let names = command.visibleSubcommands.map(\.name) + (path.count == 1 ? ["help"] : [])
    return UsageError(
      "there is no command '\(word.display)'",
      suggestion: Spelling.nearest(to: word.display, among: names).map { "'\($0)'" })
  }

  // MARK: Options

  /// `--name`, `--no-name`, `--name value` or `--name=value`.
  private mutating func takeLong(_ word: RawArgument) throws(UsageError) -> ParsedLine? {
    let body = word.bytes.dropFirst(2)
    let equals = body.firstIndex(of: UInt8(ascii: "="))
    let name = String(decoding: body[..<(equals ?? body.endIndex)], as: UTF8.self)
    let attached = equals.map { RawArgument(bytes: body[($0 + 1)...]) }
    if attached == nil {
      if name == "help" { return .help(path: path) }
      if name == "version", path.count == 1 { return .version }
    }
    if let declaration = options.first(where: { $0.name == name }) {
      if declaration.kind == .flag {
        guard attached == nil else { throw UsageError("--\(name) takes no value") }
        values.give(true, to: declaration)
      } else {
        try takeValue(of: declaration, attached: attached)
      }
    } else if name.hasPrefix("no-"), attached == nil,
      let flag = options.first(where: { $0.kind == .flag && $0.name == name.dropFirst(3) })
    {
      values.give(false, to: flag)
    } else {
      throw unknownOption("--" + RawArgument(name).display)
    }
    return nil
  }

  /// `-n value`, `-nvalue`, `-n=value`, or several flags in one word.
  private mutating func takeCluster(_ word: RawArgument) throws(UsageError) -> ParsedLine? {
    var letters = word.bytes.dropFirst()
    while let letter = letters.popFirst() {
      let name = Character(Unicode.Scalar(letter))
      if let declaration = options.first(where: { $0.short == name }) {
        if declaration.kind == .flag {
          values.give(true, to: declaration)
          continue
        }
        if letters.first == UInt8(ascii: "=") { letters = letters.dropFirst() }
        let attached = letters.isEmpty ? nil : RawArgument(bytes: letters)
        try takeValue(of: declaration, attached: attached)
        return nil
      }
      if name == "h" { return .help(path: path) }
      // A slip such as `-limit` is a long option with one hyphen missing.
      throw word.bytes.count > 2 && letter == word.bytes[1]
        ? unknownOption(word.display)
        : UsageError("there is no option '-\(RawArgument(bytes: [letter]).display)'")
    }
    return nil
  }

  private mutating func takeValue(
    of declaration: Declaration, attached: RawArgument?
  ) throws(UsageError) {
    let word: RawArgument
    if let attached {
      word = attached
    } else {
      guard let next = words.first else {
        throw UsageError("\(declaration.title) needs a value (\(declaration.placeholder))")
      }
      // An option where a value should stand is a forgotten value far more often than a value.
      if next.bytes.count > 1, next.bytes[0] == UInt8(ascii: "-"), !next.isNegativeNumber {
        throw UsageError(
          "\(declaration.title) needs a value (\(declaration.placeholder)) before"
            + " '\(next.display)'; a value that begins with a hyphen is written"
            + " \(declaration.title)=\(next.display)")
      }
      word = next
      words = words.dropFirst()
    }
    values.give(try declaration.value(of: word, calledBy: declaration.title), to: declaration)
  }

  private func unknownOption(_ name: String) -> UsageError {
    let plain = name.drop { $0 == "-" }
    if let owner = command.subcommands.first(where: { $0.options.contains { $0.name == plain } }) {
      return UsageError(
        "\(name) is an option of '\(owner.name)' and has to stand after that command's name")
    }
    let visible = options.filter { !$0.isHidden }.map { "--" + $0.name }
    return UsageError(
      "there is no option '\(name)'",
      suggestion: Spelling.nearest(to: "--" + plain, among: visible + ["--help"]))
  }

  private func isNumber(_ word: RawArgument) -> Bool {
    guard word.isNegativeNumber else { return false }
    let digit = Character(Unicode.Scalar(word.bytes[1]))
    return !options.contains { $0.short == digit }
  }

  // MARK: Arguments and checks

  private mutating func assignArguments() throws(UsageError) {
    var left = arguments[...]
    for declaration in command.arguments {
      let count = declaration.repeats ? left.count : min(1, left.count)
      for word in left.prefix(count) {
        values.give(try declaration.value(of: word, calledBy: declaration.title), to: declaration)
      }
      left = left.dropFirst(count)
      guard count >= declaration.minimumCount else {
        throw UsageError(
          declaration.minimumCount > 1
            ? "\(declaration.title) has to be given at least \(declaration.minimumCount) times"
            : "\(declaration.title) is missing")
      }
    }
    if let extra = left.first {
      throw UsageError("'\(extra.display)' is one word too many")
    }
  }

  func checkExclusive() throws(UsageError) {
    for set in path.flatMap(\.exclusive) {
      let given = set.map(\.declaration).filter(values.isGiven)
      if given.count > 1 {
        throw UsageError("\(given[0].title) and \(given[1].title) cannot be used together")
      }
    }
  }

  func checkComplete() throws(UsageError) {
    for declaration in options where declaration.minimumCount > 0 {
      guard values.count(of: declaration) >= declaration.minimumCount else {
        let variable = declaration.environment.map { ", on the line or as \($0)" } ?? ""
        throw UsageError("\(declaration.title) is required\(variable)")
      }
    }
    if command.action == nil { throw UsageError("a command is missing") }
  }
}

extension RawArgument {
  /// Whether the word is a hyphen and a decimal number: `-5`, `-.5`, `-1e3`.
  var isNegativeNumber: Bool {
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "-") else { return false }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard digits.contains(bytes[1]) || bytes[1] == UInt8(ascii: ".") else { return false }
    return text.flatMap { Double($0) } != nil
  }
}
