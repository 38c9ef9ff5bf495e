/// Small letters as Unicode defines them for whole texts: with the final form of sigma, which
/// Swift's own `lowercased()` leaves out.
enum LetterCase {
  static func lowered(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for (index, scalar) in text.enumerated() {
      if scalar.isASCII {
        let isCapital = (0x41...0x5A).contains(scalar.value)
        result.append(isCapital ? Unicode.Scalar(scalar.value + 0x20)! : scalar)
      } else if scalar == "\u{3A3}" {
        result.append(isFinalSigma(text, at: index) ? "\u{3C2}" : "\u{3C3}")
      } else {
        result += scalar.properties.lowercaseMapping.unicodeScalars
      }
    }
    return result
  }

  /// The Unicode Standard, table 3-17: after a cased letter and before none, whatever is case
  /// ignorable being skipped.
  private static func isFinalSigma(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    let before = text[..<index].last { !$0.properties.isCaseIgnorable }
    let after = text[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
