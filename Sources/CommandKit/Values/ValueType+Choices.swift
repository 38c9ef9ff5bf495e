extension ValueType where Value: RawRepresentable<String> & CaseIterable {
  /// One of the cases of an enumeration, by its raw value; upper and lower case are the same.
  ///
  /// - Parameter describe: what a case means, in a few words, for help and completion.
  package static func choice(
    of type: Value.Type, describe: @Sendable (Value) -> String = { _ in "" }
  ) -> ValueType {
    let names = type.allCases.map(\.rawValue)
    return ValueType(
      placeholder: "CHOICE", choices: type.allCases.map { Choice($0.rawValue, describe($0)) },
      completion: .choices, show: \.rawValue
    ) { (word) throws(ValueProblem) in
      let typed = word.text?.lowercased() ?? ""
      guard let match = type.allCases.first(where: { $0.rawValue.lowercased() == typed }) else {
        throw ValueProblem.none(of: names, word: typed)
      }
      return match
    }
  }
}

extension ValueType where Value == String {
  /// One of the given names; upper and lower case are the same.
  package static func choice(_ choices: [Choice]) -> ValueType {
    let names = choices.map(\.name)
    return ValueType(
      placeholder: "CHOICE", choices: choices, completion: .choices, show: { $0 }
    ) { (word) throws(ValueProblem) in
      let typed = word.text?.lowercased() ?? ""
      guard let match = names.first(where: { $0.lowercased() == typed }) else {
        throw ValueProblem.none(of: names, word: typed)
      }
      return match
    }
  }
}

extension ValueProblem {
  fileprivate static func none(of names: [String], word: String) -> ValueProblem {
    let list = names.count > 1 ? "one of \(names.joined(separator: ", "))" : names.joined()
    return ValueProblem(list, suggestion: Spelling.nearest(to: word, among: names))
  }
}
