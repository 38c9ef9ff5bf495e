internal import Glibc

/// The unnormalised DCT-II behind `imagehash.phash`, in double precision.
enum PerceptualCosines {
  /// Left halves of the eight lowest basis vectors of length 32, doubled as in `scipy.fftpack.dct`:
  /// 8 × 16.
  private static let halfBasis: [Double] = (0..<8).flatMap { (frequency: Int) -> [Double] in
    (0..<16).map { (position: Int) -> Double in
      2 * cos(Double.pi / 64 * Double(frequency * (2 * position + 1)))
    }
  }

  /// The 8 × 8 lowest coefficients of a 32 × 32 plane, row frequency first.
  static func lowest8(of plane: [UInt8]) -> [Double] {
    // Folding at the middle makes what is zero by symmetry exactly zero for odd frequencies.
    var half = [Double](repeating: 0, count: 8 * 32)
    for column in 0..<32 {
      for row in 0..<16 {
        let upper = Double(plane[row * 32 + column])
        let lower = Double(plane[(31 - row) * 32 + column])
        for frequency in 0..<8 {
          let folded = frequency & 1 == 0 ? upper + lower : upper - lower
          half[frequency * 32 + column] += halfBasis[frequency * 16 + row] * folded
        }
      }
    }
    return (0..<64).map { index in
      let (row, column) = (index / 8, index % 8)
      var sum = 0.0
      for position in 0..<16 {
        let left = half[row * 32 + position]
        let right = half[row * 32 + 31 - position]
        sum += halfBasis[column * 16 + position] * (column & 1 == 0 ? left + right : left - right)
      }
      // Coefficients reach 2²⁰; what is below 2⁻²⁴ is rounding. A constant picture then has one
      // coefficient that is not zero, as in imagehash.
      let grid = Double(1 << 24)
      return (sum * grid).rounded() / grid
    }
  }
}
