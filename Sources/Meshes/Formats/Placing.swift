/// A matrix of 3MF (§3.3): twelve numbers, row vectors, the last row being the displacement.
struct Placing {
  private var rows: [SIMD3<Float>] = [
    SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(0, 0, 0),
  ]

  /// Leaves everything where it is.
  init() {}

  /// Text that is no matrix leaves everything where it is.
  init(_ text: LineReader?) {
    guard var text else { return }
    var numbers: [Float] = []
    while numbers.count < 12, let number = text.number() { numbers.append(number) }
    guard numbers.count == 12 else { return }
    rows = (0..<4).map { SIMD3(numbers[3 * $0], numbers[3 * $0 + 1], numbers[3 * $0 + 2]) }
  }

  func placed(_ position: SIMD3<Float>) -> SIMD3<Float> { turned(position) + rows[3] }

  /// This one first, `other` after it.
  func then(_ other: Placing) -> Placing {
    var both = Placing()
    both.rows = (0..<3).map { other.turned(rows[$0]) } + [other.placed(rows[3])]
    return both
  }

  private func turned(_ position: SIMD3<Float>) -> SIMD3<Float> {
    position.x * rows[0] + position.y * rows[1] + position.z * rows[2]
  }
}
