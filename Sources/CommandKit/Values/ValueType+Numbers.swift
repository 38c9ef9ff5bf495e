extension ValueType where Value == Int {
  /// A whole number in decimal digits.
  package static func integer(_ range: ClosedRange<Int> = Int.min...Int.max) -> ValueType {
    ValueType(placeholder: "N", show: { String($0) }) { (word) throws(ValueProblem) in
      guard let text = word.text, let number = Int(text), range.contains(number) else {
        throw ValueProblem("a whole number" + Bounds.phrase(range, least: Int.min, most: Int.max))
      }
      return number
    }
  }

  package static func integer(_ range: PartialRangeFrom<Int>) -> ValueType {
    integer(range.lowerBound...Int.max)
  }
}

extension ValueType where Value == Double {
  /// A finite number, as `0.5`, `1e-3` or `-2`.
  package static func number(
    _ range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) -> ValueType {
    ValueType(placeholder: "X", show: Bounds.plain) { (word) throws(ValueProblem) in
      guard let text = word.text, let number = Double(text), number.isFinite,
        range.contains(number), !text.lowercased().contains("x")
      else {
        throw ValueProblem(
          "a number"
            + Bounds.phrase(
              range, least: -Double.greatestFiniteMagnitude, most: Double.greatestFiniteMagnitude))
      }
      return number
    }
  }

  package static func number(_ range: PartialRangeFrom<Double>) -> ValueType {
    number(range.lowerBound...Double.greatestFiniteMagnitude)
  }
}

/// Says in words which numbers are allowed.
private enum Bounds {
  static func phrase<Number: Comparable & Sendable>(
    _ range: ClosedRange<Number>, least: Number, most: Number
  ) -> String {
    switch (range.lowerBound > least, range.upperBound < most) {
    case (true, true): " from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    case (true, false): " of at least \(plain(range.lowerBound))"
    case (false, true): " of at most \(plain(range.upperBound))"
    case (false, false): ""
    }
  }

  /// A number without the `.0` that Swift adds to whole ones.
  @Sendable static func plain<Number: Sendable>(_ number: Number) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
