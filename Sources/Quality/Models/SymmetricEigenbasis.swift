/// Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub, Van Loan,
/// "Matrix Computations", §8.5). O(n³) a sweep, fewer than ten sweeps for the sizes here.
struct SymmetricEigenbasis {
  let values: [Double]
  private let vectors: [Double]
  private let dimension: Int

  /// - Parameter matrix: `dimension`² values, symmetric.
  init(of matrix: [Double], dimension: Int) {
    precondition(matrix.count == dimension * dimension)
    var a = matrix
    var v = [Double](repeating: 0, count: dimension * dimension)
    for index in 0..<dimension { v[index * dimension + index] = 1 }
    let scale = matrix.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<60 {
      var offDiagonal = 0.0
      for row in 0..<dimension {
        for column in 0..<row {
          let value = a[row * dimension + column]
          offDiagonal += value * value
        }
      }
      guard offDiagonal > 1e-34 * scale else { break }
      for p in 0..<dimension - 1 {
        for q in p + 1..<dimension { Self.rotate(&a, &v, p, q, dimension) }
      }
    }
    values = (0..<dimension).map { a[$0 * dimension + $0] }
    vectors = v
    self.dimension = dimension
  }

  /// The unit vector that belongs to `values[index]`.
  func vector(_ index: Int) -> [Double] {
    (0..<dimension).map { vectors[$0 * dimension + index] }
  }

  /// Turns the plane of axes p and q so that their common entry vanishes.
  private static func rotate(
    _ a: inout [Double], _ v: inout [Double], _ p: Int, _ q: Int, _ n: Int
  ) {
    let common = a[p * n + q]
    if common == 0 { return }
    let theta = (a[q * n + q] - a[p * n + p]) / (2 * common)
    let sign: Double = theta < 0 ? -1 : 1
    let tangent = sign / (abs(theta) + (theta * theta + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in 0..<n {
      let (kp, kq) = (a[k * n + p], a[k * n + q])
      a[k * n + p] = cosine * kp - sine * kq
      a[k * n + q] = sine * kp + cosine * kq
    }
    for k in 0..<n {
      let (pk, qk) = (a[p * n + k], a[q * n + k])
      a[p * n + k] = cosine * pk - sine * qk
      a[q * n + k] = sine * pk + cosine * qk
      let (vp, vq) = (v[k * n + p], v[k * n + q])
      v[k * n + p] = cosine * vp - sine * vq
      v[k * n + q] = sine * vp + cosine * vq
    }
  }
}
