/// A value known by its place on the line.
package struct Argument<Value: Sendable>: Parameter {
  package let declaration: Declaration
  private let gather: @Sendable ([any Sendable]) -> Value

  /// An argument that has to be given.
  ///
  /// - Parameter name: what help calls it, in capitals.
  package init(_ name: String, _ type: ValueType<Value>, help: String) {
    declaration = Declaration(.argument, name, type: type, help: help, minimumCount: 1)
    // The parser has made sure that there is a value.
    gather = { $0.last as! Value }
  }

  /// An argument that may be left out: `Value` is an optional.
  package init<Element: Sendable>(
    optional name: String, _ type: ValueType<Element>, defaultText: String? = nil, help: String
  ) where Value == Element? {
    declaration = Declaration(.argument, name, type: type, help: help, defaultText: defaultText)
    gather = { $0.last as? Element }
  }

  /// All the words from here on, at least `minimumCount` of them: `Value` is an array. It has to be
  /// the last argument of its command.
  package init<Element: Sendable>(
    repeating name: String, _ type: ValueType<Element>, atLeast minimumCount: Int = 1,
    defaultText: String? = nil, help: String
  ) where Value == [Element] {
    declaration = Declaration(
      .argument, name, type: type, help: help, defaultText: defaultText,
      minimumCount: minimumCount, repeats: true)
    gather = { $0.compactMap { $0 as? Element } }
  }

  package func value(from given: [any Sendable]) -> Value { gather(given) }
}
