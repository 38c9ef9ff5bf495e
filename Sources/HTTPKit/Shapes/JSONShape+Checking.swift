package import Core

extension JSONShape {
  /// Checks a value that a caller sent.
  ///
  /// - Parameter place: where it stands, for the message: `filter.must[1]`; empty for the whole.
  /// - Throws: ``HTTPProblem`` 422 with the place as its member `path`.
  package func check(_ value: JSONValue, at place: String = "") throws(HTTPProblem) {
    switch (self, value) {
    case (.any, _), (.bool, .bool), (.nullable, .null): return
    case (.named(_, let shape), _): try shape.check(value, at: place)
    case (.nullable(let shape), _): try shape.check(value, at: place)
    case (.integer(let range), _):
      guard let number = value.int, range.contains(number) else { throw unfit(value, place) }
    case (.number(let range), _):
      guard let number = value.double, range.contains(number) else { throw unfit(value, place) }
    case (.text(let range), .string(let text)):
      guard range.contains(text.unicodeScalars.count) else { throw unfit(value, place) }
    case (.pattern(let pattern), .string(let text)):
      guard pattern.fits(text) else { throw unfit(value, place) }
    case (.choice(let names), .string(let text)):
      guard names.contains(text) else { throw unfit(value, place) }
    case (.list(let shape, let range), .array(let elements)):
      guard range.contains(elements.count) else { throw unfit(value, place) }
      for (position, element) in elements.enumerated() {
        try shape.check(element, at: "\(place)[\(position)]")
      }
    case (.map(let shape), .object(let members)):
      for member in members { try shape.check(member.value, at: Self.inner(place, member.key)) }
    case (.object(let fields), .object(let members)): try Self.check(members, fields, place)
    default: throw unfit(value, place)
    }
  }

  private static func check(
    _ members: [JSONValue.Member], _ fields: [Field], _ place: String
  ) throws(HTTPProblem) {
    var seen: Set<String> = []
    for member in members {
      let inner = inner(place, member.key)
      guard let field = fields.first(where: { $0.name == member.key }) else {
        let names = fields.map(\.name).joined(separator: ", ")
        throw .field(
          inner, "there is no such field" + (names.isEmpty ? "" : "; there are: \(names)"))
      }
      guard seen.insert(member.key).inserted else { throw .field(inner, "it is there twice") }
      try field.shape.check(member.value, at: inner)
    }
    for field in fields where field.isRequired && !seen.contains(field.name) {
      throw .field(inner(place, field.name), "it is missing")
    }
  }

  private static func inner(_ place: String, _ name: String) -> String {
    place.isEmpty ? name : "\(place).\(name)"
  }

  private func unfit(_ value: JSONValue, _ place: String) -> HTTPProblem {
    let got: String
    switch (plain, value) {
    case (.integer, .integer), (.number, .integer), (.number, .number):
      got = JSONText.text(value)
    case (.text, .string(let text)): got = "\(text.unicodeScalars.count) characters"
    case (.choice, .string(let text)), (.pattern, .string(let text)): got = "'\(text.prefix(40))'"
    case (.list, .array(let elements)): got = "\(elements.count)"
    default: got = value.kindName
    }
    return .field(place, "\(phrase) is needed, not \(got)")
  }

  /// What is needed, in words.
  private var phrase: String {
    switch self {
    case .any: "a value"
    case .bool: "true or false"
    case .integer(let range): "a whole number" + Self.phrase(range, Int.min, Int.max)
    case .number(let range):
      "a number"
        + Self.phrase(range, -Double.greatestFiniteMagnitude, Double.greatestFiniteMagnitude)
    case .text(let range):
      range == 0...Int.max
        ? "a text" : "a text of \(range.lowerBound) to \(range.upperBound) characters"
    case .pattern(let pattern): pattern.phrase
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .list(_, let range):
      range == 0...Int.max ? "a list" : "a list of \(range.lowerBound) to \(range.upperBound)"
    case .object, .map: "an object"
    case .nullable(let shape): shape.phrase + " or null"
    case .named(_, let shape): shape.phrase
    }
  }

  private static func phrase<Number: Comparable>(
    _ range: ClosedRange<Number>, _ least: Number, _ greatest: Number
  ) -> String {
    switch (range.lowerBound > least, range.upperBound < greatest) {
    case (true, true): " from \(range.lowerBound) to \(range.upperBound)"
    case (true, false): " from \(range.lowerBound) up"
    case (false, true): " up to \(range.upperBound)"
    case (false, false): ""
    }
  }

  /// The value that a text stands for where the place has no types of its own, as in a query or a
  /// form: `5` is a number where one is wanted.
  package func value(of text: String) -> JSONValue {
    switch plain {
    case .bool: text == "true" ? true : text == "false" ? false : .string(text)
    case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
    case .number:
      Double(text).flatMap { $0.isFinite ? JSONValue.number($0) : nil } ?? .string(text)
    case .nullable(let shape): shape.value(of: text)
    case .list(let shape, _):
      .array(text.split(separator: ",").map { shape.value(of: String($0)) })
    case .object, .map, .any: (try? JSONValue(parsing: text.utf8)) ?? .string(text)
    case .text, .pattern, .choice, .named: .string(text)
    }
  }
}

extension HTTPProblem {
  /// Something that was sent does not fit, and where.
  package static func field(_ place: String, _ words: String) -> HTTPProblem {
    HTTPProblem(
      .unprocessableContent, type: "field",
      detail: (place.isEmpty ? "the content" : place) + ": " + words + ".",
      members: [.init("path", .string(place))])
  }
}
