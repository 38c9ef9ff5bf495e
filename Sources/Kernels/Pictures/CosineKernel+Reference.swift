internal import Glibc

extension CosineKernel {
  /// `lowest16(of:scale:)` straight from the definition of the DCT-II, unfolded. Coefficients agree
  /// but for a step of the rounding grid, 2⁻¹². O(`16² * 64²`).
  package static func referenceLowest16(of plane: [Double], scale: Double) -> [Float] {
    let basis: [[Double]] = (0..<16).map { (frequency: Int) -> [Double] in
      let norm = (frequency == 0 ? 1.0 / 64 : 2.0 / 64).squareRoot()
      return (0..<64).map { (position: Int) -> Double in
        norm * cos(Double.pi / 128 * Double(frequency * (2 * position + 1)))
      }
    }
    return (0..<256).map { index in
      var sum = 0.0
      for y in 0..<64 {
        let vertical = basis[index / 16][y]
        for x in 0..<64 { sum += vertical * basis[index % 16][x] * plane[y * 64 + x] }
      }
      return Float((sum * scale * 4096).rounded(.toNearestOrEven) / 4096)
    }
  }
}
