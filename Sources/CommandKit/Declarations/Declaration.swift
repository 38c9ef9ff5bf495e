/// The part of a parameter that does not depend on its type.
package struct Declaration: Sendable {
  package enum Kind: Hashable, Sendable {
    case flag
    case option
    case argument
  }

  package let kind: Kind
  /// `limit` for `--limit`; for an argument its placeholder. Unique among a command's parameters.
  package let name: String
  package let short: Character?
  /// What stands for the value in help; empty for a flag.
  package let placeholder: String
  /// One or two sentences for people.
  package let help: String
  /// The variable that is used when the parameter is not on the line.
  package let environment: String?
  /// What happens without it, as somebody would type it; `nil` when there is nothing to say.
  package let defaultText: String?
  package let choices: [Choice]
  package let completion: CompletionHint
  /// The least number of times it has to be given: 0 or more.
  package let minimumCount: Int
  /// Whether it may be given more than once, each time adding a value. Otherwise the last wins.
  package let repeats: Bool
  /// Left out of help, completion and the reference.
  package let isHidden: Bool
  /// Reads one word into the element type of the parameter.
  package let read: @Sendable (RawArgument) throws(ValueProblem) -> any Sendable

  init<Element: Sendable>(
    _ kind: Kind, _ name: String, short: Character? = nil, type: ValueType<Element>, help: String,
    environment: String? = nil, defaultText: String? = nil, minimumCount: Int = 0,
    repeats: Bool = false, isHidden: Bool = false
  ) {
    self.kind = kind
    self.name = name
    self.short = short
    self.placeholder = kind == .argument ? name : type.placeholder
    self.help = help
    self.environment = environment
    self.defaultText = defaultText
    self.choices = type.choices
    self.completion = type.completion
    self.minimumCount = minimumCount
    self.repeats = repeats
    self.isHidden = isHidden
    self.read = { (word) throws(ValueProblem) in try type.read(word) }
  }

  /// How a message names it: `--limit`, or `PATH`.
  package var title: String { kind == .argument ? name : "--" + name }

  /// Whether help shows that `--no-NAME` exists too: where it could make a difference.
  var showsNegation: Bool {
    kind == .flag && (defaultText == "on" || environment != nil)
  }

  /// How a usage line and a table of arguments name an argument: `PATH`, `[PATH]`, `PATH...`.
  var argumentSynopsis: String {
    let word = repeats ? name + "..." : name
    return minimumCount > 0 ? word : "[\(word)]"
  }

  /// What separates several values in one environment variable: a colon between paths, as in
  /// `PATH`, and a comma between everything else.
  var environmentSeparator: UInt8 {
    switch completion {
    case .file, .folder: UInt8(ascii: ":")
    case .none, .choices: UInt8(ascii: ",")
    }
  }
}
