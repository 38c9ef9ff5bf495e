/// Numbers with a fixed count of decimals, the same in every locale and without Foundation.
package enum FixedPoint {
  /// The number rounded half away from zero to `decimals` (0…9) places; `-` for what is not finite.
  package static func text(_ number: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (number.magnitude * scale).rounded()
    guard scaled.isFinite, scaled < 9e18 else { return number.isFinite ? "\(number)" : "-" }
    let (whole, part) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(part)
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return "\(sign)\(whole).\(zeros)\(digits)"
  }

  /// A share in whole per cent: 0.25 is `25 %`.
  package static func percent(_ share: Double) -> String { text(100 * share, decimals: 0) + " %" }
}
