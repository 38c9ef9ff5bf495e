/// The fields of a message's head, in order. Names compare without regard to case (RFC 9110 § 5.1).
package struct HTTPFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  package private(set) var all: [Field] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// The values of a name, several joined by a comma as RFC 9110 § 5.3 allows. Setting replaces all.
  package subscript(name: String) -> String? {
    get {
      let values = values(of: name)
      return values.isEmpty ? nil : values.joined(separator: ", ")
    }
    set {
      all.removeAll { Self.isSame($0.name, name) }
      if let newValue { add(name, newValue) }
    }
  }

  package func values(of name: String) -> [String] {
    all.filter { Self.isSame($0.name, name) }.map(\.value)
  }

  /// Adds a field beside those of the same name. Line breaks and NUL, with which a value could write
  /// a field of its own, become blanks.
  package mutating func add(_ name: String, _ value: String) {
    let clean =
      value.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 })
      ? String(value.map { $0.isNewline || $0 == "\0" ? " " : $0 }) : value
    all.append(Field(name: name, value: clean))
  }

  /// Adds an element to a list-valued field, as `Vary`, unless it is there.
  package mutating func merge(_ name: String, _ element: String) {
    let elements = ListField.elements(self[name] ?? "")
    guard !elements.contains(where: { Self.isSame($0, element) }) else { return }
    self[name] = (elements + [element]).joined(separator: ", ")
  }

  static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.lowercased() == other.lowercased()
  }
}

/// Fields whose value is a list of elements with commas between (RFC 9110 § 5.6.1).
package enum ListField {
  /// The elements, without blanks around them and without empty ones.
  package static func elements(_ value: String) -> [String] {
    value.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
  }

  /// A value and its parameters: `text/html; charset=utf-8` gives `text/html` and
  /// `["charset": "utf-8"]`; quotes are taken off. Names in lower case.
  package static func parameters(_ value: String) -> (value: String, parameters: [String: String]) {
    var pieces = splitOutsideQuotes(value)[...]
    let head = trimmed(pieces.popFirst() ?? "").lowercased()
    var parameters: [String: String] = [:]
    for piece in pieces {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let name = trimmed(piece[..<equals]).lowercased()
      if parameters[name] == nil {
        parameters[name] = unquoted(trimmed(piece[piece.index(after: equals)...]))
      }
    }
    return (head, parameters)
  }

  private static func splitOutsideQuotes(_ value: String) -> [Substring] {
    var (pieces, start, isQuoted, isEscaped): ([Substring], String.Index, Bool, Bool) =
      ([], value.startIndex, false, false)
    for index in value.indices {
      let character = value[index]
      if isEscaped { isEscaped = false; continue }
      switch character {
      case "\\" where isQuoted: isEscaped = true
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted:
        pieces.append(value[start..<index])
        start = value.index(after: index)
      default: break
      }
    }
    return pieces + [value[start...]]
  }

  private static func unquoted(_ value: String) -> String {
    guard value.count >= 2, value.first == "\"", value.last == "\"" else { return value }
    var (result, isEscaped) = ("", false)
    for character in value.dropFirst().dropLast() {
      if !isEscaped, character == "\\" { isEscaped = true; continue }
      isEscaped = false
      result.append(character)
    }
    return result
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let head = text.drop(while: isBlank)
    return String(head.reversed().drop(while: isBlank).reversed())
  }
}
