package import Core

extension Filter {
  /// Reads a filter as people write it: `format = jpeg and (iso > 800 or not tags in (dog, cat))`.
  ///
  /// Comparisons are `= != < <= > >=`, `~` and `!~` (contains; `*` and `?` are wildcards), `like`,
  /// `in (…)`, `not in (…)`, `any (…)`, `all (…)`, `none (…)`, `between A and B`, `is null`,
  /// `is not null`; a bare field that is true or false, or `exists`, may stand alone;
  /// `near(LAT, LON, KM)` is a distance. `and` binds tighter than `or`, a comma is `and`. Values
  /// with blanks, commas or brackets are quoted with `'` or `"`.
  ///
  /// - Throws: a fault that names the column: `where[12]: …`.
  package init(expression text: String) throws(Fault) {
    var reader = FilterExpression(try FilterTokens(text).tokens)
    self = try reader.read()
  }
}

private struct FilterExpression {
  private let tokens: [FilterToken]
  private var position = 0
  private var depth = 0
  private var budget = FilterBudget()

  init(_ tokens: [FilterToken]) { self.tokens = tokens }

  private var token: FilterToken { tokens[position] }
  private var place: String { token.place }

  mutating func read() throws(Fault) -> Filter {
    let filter = try alternatives()
    guard token.kind == .end else {
      throw FilterTyping.fault(
        place, "'\(token.text)' is not expected here", remedy: "Join conditions with and, or.")
    }
    return filter
  }

  private mutating func alternatives() throws(Fault) -> Filter {
    var parts = [try conjunction()]
    while takeWord("or") || takeSymbol("||") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(Fault) -> Filter {
    var parts = [try negation()]
    while takeWord("and") || takeSymbol(",") || takeSymbol("&&") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(Fault) -> Filter {
    depth += 1
    defer { depth -= 1 }
    if depth > 64 { throw FilterTyping.fault(place, "the filter is nested too deeply") }
    try budget.spend(1, at: place)
    if takeWord("not") || takeSymbol("!") { return .not(try negation()) }
    if takeSymbol("(") {
      let inner = try alternatives()
      guard takeSymbol(")") else { throw FilterTyping.fault(place, "a ) is missing") }
      return inner
    }
    return try comparison()
  }

  private mutating func comparison() throws(Fault) -> Filter {
    guard token.kind == .word else {
      throw FilterTyping.fault(
        place, token.kind == .end ? "a condition is missing" : "a field's name is needed")
    }
    let (name, start) = (token.text, place)
    position += 1
    if name.lowercased() == "near", takeSymbol("(") { return try near(start) }
    guard let field = FilterField(named: name) else {
      throw FilterTyping.unknownField(name, at: start)
    }
    let (operation, at) = (token.text.lowercased(), place)
    if token.kind == .symbol, let test = try symbolTest(field, operation, at) {
      return .field(field, test)
    }
    if token.kind == .word, let filter = try wordTest(field, operation, at) { return filter }
    if field.kind == .boolean { return .field(field, .equal(.boolean(true))) }
    throw FilterTyping.fault(
      at, "a comparison is missing after '\(name)'", remedy: "For example: \(name) = VALUE.")
  }

  private mutating func symbolTest(
    _ field: FilterField, _ operation: String, _ at: String
  ) throws(Fault) -> Filter.Test? {
    switch operation {
    case "=", "==", ":":
      position += 1
      return .equal(try value(field, after: operation))
    case "!=", "<>":
      position += 1
      return .notEqual(try value(field, after: operation))
    case "<", "<=", ">", ">=":
      try FilterTyping.requireOrder(field, operation, at: at)
      position += 1
      let valuePlace = place
      let bound = try value(field, after: operation)
      if bound == .null { throw FilterTyping.fault(valuePlace, "null has no order") }
      return switch operation {
      case "<": .less(bound)
      case "<=": .lessOrEqual(bound)
      case ">": .greater(bound)
      default: .greaterOrEqual(bound)
      }
    case "~":
      try FilterTyping.requirePattern(field, at: at)
      position += 1
      let words = try word(after: operation)
      return .like(try budget.pattern(LikePattern.containing(words), at: at))
    default: return nil
    }
  }

  private mutating func wordTest(
    _ field: FilterField, _ operation: String, _ at: String
  ) throws(Fault) -> Filter? {
    switch operation {
    case "like":
      try FilterTyping.requirePattern(field, at: at)
      position += 1
      return .field(field, .like(try budget.pattern(try word(after: "like"), at: at)))
    case "in", "any":
      position += 1
      return .field(field, .any(try values(field, after: operation)))
    case "all":
      position += 1
      return .field(field, .all(try values(field, after: operation)))
    case "none":
      position += 1
      return .field(field, .none(try values(field, after: operation)))
    case "exists":
      position += 1
      return .field(field, .exists(true))
    case "is":
      position += 1
      let isNegated = takeWord("not")
      guard takeWord("null") || takeWord("empty") else {
        throw FilterTyping.fault(place, "'null' is missing after 'is'")
      }
      return .field(field, .exists(isNegated))
    case "not":
      position += 1
      if takeWord("in") { return .field(field, .none(try values(field, after: "not in"))) }
      guard let inner = try wordTest(field, token.text.lowercased(), place) else {
        throw FilterTyping.fault(place, "'in' or 'like' is missing after 'not'")
      }
      return .not(inner)
    case "between":
      try FilterTyping.requireOrder(field, operation, at: at)
      position += 1
      let low = try value(field, after: "between")
      guard takeWord("and") else { throw FilterTyping.fault(place, "'and' is missing") }
      return .all([
        .field(field, .greaterOrEqual(low)),
        .field(field, .lessOrEqual(try value(field, after: "and"))),
      ])
    default: return nil
    }
  }

  private mutating func near(_ start: String) throws(Fault) -> Filter {
    var numbers: [Double] = []
    repeat {
      let at = place
      let text = try word(after: "near(")
      guard let number = Double(text), number.isFinite else {
        throw FilterTyping.fault(at, "a number is needed, not '\(text)'")
      }
      numbers.append(number)
    } while takeSymbol(",")
    guard takeSymbol(")"), numbers.count == 3 else {
      throw FilterTyping.fault(
        place, "near needs a latitude, a longitude and kilometres: near(48.1, 11.6, 5)")
    }
    return try FilterBudget.near(numbers[0], numbers[1], numbers[2] * 1_000, at: start)
  }

  // MARK: Values

  private mutating func values(
    _ field: FilterField, after operation: String
  ) throws(Fault) -> [FilterValue] {
    guard takeSymbol("(") else { return [try value(field, after: operation)] }
    var values: [FilterValue] = []
    repeat {
      try budget.spend(1, at: place)
      values.append(try value(field, after: operation))
    } while takeSymbol(",")
    guard takeSymbol(")") else { throw FilterTyping.fault(place, "a ) is missing") }
    return values
  }

  private mutating func value(
    _ field: FilterField, after operation: String
  ) throws(Fault) -> FilterValue {
    let (at, isQuoted) = (place, token.kind == .quoted)
    let text = try word(after: operation)
    if !isQuoted, text.lowercased() == "null" { return .null }
    return try FilterTyping.value(.text(text), of: field, at: at)
  }

  private mutating func word(after operation: String) throws(Fault) -> String {
    guard token.kind == .word || token.kind == .quoted else {
      throw FilterTyping.fault(place, "a value is missing after '\(operation)'")
    }
    defer { position += 1 }
    return token.text
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard token.kind == .word, token.text.lowercased() == word else { return false }
    position += 1
    return true
  }

  private mutating func takeSymbol(_ symbol: String) -> Bool {
    guard token.kind == .symbol, token.text == symbol else { return false }
    position += 1
    return true
  }
}
