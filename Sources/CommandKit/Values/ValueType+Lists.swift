extension ValueType {
  /// Cases of an enumeration by their raw values, with commas between, in the order in which they are
  /// given; upper and lower case are the same. At least one.
  ///
  /// - Parameter describe: what a case means, in a few words, for help and completion.
  package static func list<Item: RawRepresentable<String> & CaseIterable>(
    of type: Item.Type, placeholder: String, describe: @escaping @Sendable (Item) -> String
  ) -> ValueType where Value == [Item] {
    let names = type.allCases.map(\.rawValue)
    return ValueType(
      placeholder: placeholder, choices: type.allCases.map { Choice($0.rawValue, describe($0)) },
      completion: .choices, show: { $0.map(\.rawValue).joined(separator: ",") }
    ) { (word) throws(ValueProblem) in
      let typed = (word.text ?? "").split(separator: ",").map { $0.lowercased() }
      let items = typed.map { name in type.allCases.first { $0.rawValue.lowercased() == name } }
      if let unknown = items.firstIndex(where: { $0 == nil }) {
        throw ValueProblem(
          "a list of \(names.joined(separator: ", "))",
          suggestion: Spelling.nearest(to: typed[unknown], among: names))
      }
      guard !items.isEmpty else { throw ValueProblem("a list of \(names.joined(separator: ", "))") }
      return items.compactMap(\.self)
    }
  }
}
