/// The values of one command line, each read and checked.
package struct ParsedValues: Sendable {
  /// Where a parameter's value comes from, the strongest first.
  package enum Source: Hashable, Sendable {
    case commandLine
    case environment
    case fallback
  }

  private struct Entry {
    var source: Source
    var values: [any Sendable]
  }

  private var entries: [String: Entry] = [:]

  init() {}

  /// The value of a parameter of the command that ran.
  package subscript<Wanted: Parameter>(parameter: Wanted) -> Wanted.Value {
    let declaration = parameter.declaration
    guard let entry = entries[declaration.title] else {
      preconditionFailure("\(declaration.title) is not among the command's parameters")
    }
    return parameter.value(from: entry.values)
  }

  package func source(of parameter: some Parameter) -> Source {
    entries[parameter.declaration.title]?.source ?? .fallback
  }

  /// Adds a value from the line.
  mutating func give(_ value: any Sendable, to declaration: Declaration) {
    var entry = entries[declaration.title] ?? Entry(source: .commandLine, values: [])
    entry.values.append(value)
    entries[declaration.title] = entry
  }

  /// Sets the values of a parameter that is not on the line.
  mutating func fill(_ declaration: Declaration, from source: Source, _ values: [any Sendable]) {
    entries[declaration.title] = Entry(source: source, values: values)
  }

  func count(of declaration: Declaration) -> Int {
    entries[declaration.title]?.values.count ?? 0
  }

  func isGiven(_ declaration: Declaration) -> Bool { entries[declaration.title] != nil }
}
