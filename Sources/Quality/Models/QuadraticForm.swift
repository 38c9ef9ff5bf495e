/// xᵀ · pinv(A) · x for a symmetric matrix A.
enum QuadraticForm {
  /// By Cholesky's factors where the matrix is safely positive definite, else over its eigenvectors
  /// with the tolerance of MATLAB's `pinv`. O(n³).
  static func inverse(_ matrix: [Double], _ vector: [Double]) -> Double {
    let dimension = vector.count
    precondition(matrix.count == dimension * dimension)
    return byFactors(matrix, vector) ?? byEigenvectors(matrix, vector)
  }

  /// ‖L⁻¹x‖² with A = LLᵀ; `nil` when a pivot is too small to trust.
  private static func byFactors(_ matrix: [Double], _ vector: [Double]) -> Double? {
    let n = vector.count
    let largest = (0..<n).map { abs(matrix[$0 * n + $0]) }.max() ?? 0
    var factor = matrix
    var solved = vector
    return factor.withUnsafeMutableBufferPointer { l -> Double? in
      for row in 0..<n {
        for column in 0...row {
          var sum = l[row * n + column]
          for k in 0..<column { sum -= l[row * n + k] * l[column * n + k] }
          if column < row {
            l[row * n + column] = sum / l[column * n + column]
          } else {
            guard sum > 1e-9 * largest else { return nil }
            l[row * n + row] = sum.squareRoot()
          }
        }
        for k in 0..<row { solved[row] -= l[row * n + k] * solved[k] }
        solved[row] /= l[row * n + row]
      }
      return solved.reduce(0) { $0 + $1 * $1 }
    }
  }

  private static func byEigenvectors(_ matrix: [Double], _ vector: [Double]) -> Double {
    let basis = SymmetricEigenbasis(of: matrix, dimension: vector.count)
    let largest = basis.values.map(abs).max() ?? 0
    let tolerance = Double(vector.count) * largest.ulp
    var square = 0.0
    for (index, value) in basis.values.enumerated() where abs(value) > tolerance {
      let part = zip(basis.vector(index), vector).reduce(0) { $0 + $1.0 * $1.1 }
      square += part * part / value
    }
    return square
  }
}
