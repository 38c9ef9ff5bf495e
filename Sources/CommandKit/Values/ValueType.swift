/// How the words of one kind of value are read, shown and completed.
///
/// The factories beside this type cover numbers, text, choices, sizes, durations and paths; a
/// command with a value of its own makes one with `init`.
package struct ValueType<Value: Sendable>: Sendable {
  /// What stands for the value in help, in capitals: `N`, `FILE`.
  package var placeholder: String
  /// The values that can be given, when they can be listed.
  package var choices: [Choice]
  /// What a shell offers in the value's place.
  package var completion: CompletionHint
  /// Reads one word.
  package let read: @Sendable (RawArgument) throws(ValueProblem) -> Value
  /// Writes a value as somebody would type it; help shows defaults this way.
  package let show: @Sendable (Value) -> String

  package init(
    placeholder: String, choices: [Choice] = [], completion: CompletionHint = .none,
    show: @escaping @Sendable (Value) -> String,
    read: @escaping @Sendable (RawArgument) throws(ValueProblem) -> Value
  ) {
    self.placeholder = placeholder
    self.choices = choices
    self.completion = completion
    self.show = show
    self.read = read
  }

  /// The same values under another placeholder.
  package func named(_ placeholder: String) -> ValueType {
    var copy = self
    copy.placeholder = placeholder
    return copy
  }
}

extension ValueType where Value == String {
  /// Any text in UTF-8.
  package static var text: ValueType {
    ValueType(placeholder: "TEXT", show: { $0 }) { (word) throws(ValueProblem) in
      guard let text = word.text else { throw ValueProblem("text in UTF-8") }
      return text
    }
  }
}
