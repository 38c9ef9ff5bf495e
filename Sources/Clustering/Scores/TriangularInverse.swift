/// The inverse of the Cholesky factor of a symmetric, positive definite matrix.
struct TriangularInverse {
  let size: Int
  /// L⁻¹ of A = L Lᵀ, row after row; its lower half counts.
  let values: [Double]

  /// - Parameter matrix: A, row after row, of which the lower half counts.
  /// - Complexity: size³ / 3 products (Cholesky and Banachiewicz; forward substitution).
  init(ofCholeskyFactorOf matrix: [Double], size: Int) {
    precondition(matrix.count == size * size)
    var factor = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = factor[row * size + column]
        for place in 0..<column {
          sum -= factor[row * size + place] * factor[column * size + place]
        }
        factor[row * size + column] =
          row == column ? sum.squareRoot() : sum / factor[column * size + column]
      }
    }
    var inverse = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      let pivot = 1 / factor[row * size + row]
      for above in 0..<row {
        let weight = factor[row * size + above] * pivot
        for column in 0...above {
          inverse[row * size + column] -= weight * inverse[above * size + column]
        }
      }
      inverse[row * size + row] = pivot
    }
    self.size = size
    values = inverse
  }

  /// The diagonal of A⁻¹.
  var diagonal: [Double] {
    var sums = [Double](repeating: 0, count: size)
    for row in 0..<size {
      for column in 0...row {
        let value = values[row * size + column]
        sums[column] += value * value
      }
    }
    return sums
  }
}
