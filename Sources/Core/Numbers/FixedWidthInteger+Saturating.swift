extension FixedWidthInteger {
  /// The nearest number there is to what was measured, or read from a file: towards zero, no further than
  /// the type goes, and 0 for what is no number. `init(_:)` ends the program instead.
  package init(saturating value: some BinaryFloatingPoint) {
    if value.isNaN {
      self = 0
    } else if let number = Self(exactly: value.rounded(.towardZero)) {
      self = number
    } else {
      self = value < 0 ? .min : .max
    }
  }
}

extension Sequence where Element: FixedWidthInteger {
  /// The sum, no further than the type goes: of sizes that files only claim to have.
  package func saturatingSum() -> Element {
    reduce(0) { sum, next in
      let (result, isTooLarge) = sum.addingReportingOverflow(next)
      return isTooLarge ? (next < 0 ? .min : .max) : result
    }
  }
}
