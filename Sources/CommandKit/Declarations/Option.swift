/// A named value: `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`.
///
/// The command line outranks the environment variable, which outranks the default. When the option
/// is given more than once the last one counts, unless it is `repeating`.
package struct Option<Value: Sendable>: Parameter {
  package let declaration: Declaration
  private let gather: @Sendable ([any Sendable]) -> Value

  /// An option with a default: `Value` is the element type.
  package init(
    _ name: String, short: Character? = nil, _ type: ValueType<Value>, default fallback: Value,
    environment: String? = nil, isHidden: Bool = false, help: String
  ) {
    declaration = Declaration(
      .option, name, short: short, type: type, help: help, environment: environment,
      defaultText: type.show(fallback), isHidden: isHidden)
    gather = { $0.last as? Value ?? fallback }
  }

  /// An option that may be left out: `Value` is an optional.
  ///
  /// - Parameter defaultText: what help says about its absence, as in "the platform's data folder".
  package init<Element: Sendable>(
    _ name: String, short: Character? = nil, _ type: ValueType<Element>,
    environment: String? = nil, defaultText: String? = nil, isHidden: Bool = false, help: String
  ) where Value == Element? {
    declaration = Declaration(
      .option, name, short: short, type: type, help: help, environment: environment,
      defaultText: defaultText, isHidden: isHidden)
    gather = { $0.last as? Element }
  }

  /// An option that has to be given, on the line or in the environment.
  package init(
    required name: String, short: Character? = nil, _ type: ValueType<Value>,
    environment: String? = nil, help: String
  ) {
    declaration = Declaration(
      .option, name, short: short, type: type, help: help, environment: environment,
      minimumCount: 1)
    // The parser has made sure that there is a value.
    gather = { $0.last as! Value }
  }

  /// An option that may be given several times: `Value` is an array, in the order of the line. In
  /// the environment values are separated by commas, and paths by colons.
  package init<Element: Sendable>(
    repeating name: String, short: Character? = nil, _ type: ValueType<Element>,
    environment: String? = nil, isHidden: Bool = false, help: String
  ) where Value == [Element] {
    declaration = Declaration(
      .option, name, short: short, type: type, help: help, environment: environment,
      repeats: true, isHidden: isHidden)
    gather = { $0.compactMap { $0 as? Element } }
  }

  package func value(from given: [any Sendable]) -> Value { gather(given) }
}
