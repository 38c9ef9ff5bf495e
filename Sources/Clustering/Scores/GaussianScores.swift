package import Core
internal import Kernels
internal import Synchronization

/// How far vectors stand from the middle of all of them, as their spread goes: the Mahalanobis distance under
/// one normal distribution. What is far is out of the distribution, whether or not others are beside it.
///
/// The covariance is shrunk towards a sphere (Ledoit and Wolf 2004, "A well-conditioned estimator for
/// large-dimensional covariance matrices"), so that it can be inverted for fewer vectors than dimensions.
package struct GaussianScores: Sendable {
  /// One a vector; 0 for all when they are equal. About the square root of the dimension for a usual one.
  package let distances: [Float]
  /// How much of the covariance is the sphere's, 0…1.
  package let shrinkage: Double

  /// Rows whose products are made at once.
  private static let block = 256
  /// A thousandth of the sphere always, for vectors that lie in a plane.
  private static let leastShrinkage = 1e-3

  /// - Parameter byVectors: whether the products of vectors with each other are taken rather than those of
  ///   dimensions; the same result. `nil` for what is less.
  /// - Throws: `Cancelled`.
  /// - Complexity: n d m + m³ for n vectors of d numbers and m the smaller of both: 26 G products for
  ///   100,000 vectors of 512; 16 m² bytes.
  package init(
    of vectors: UnitVectors, byVectors: Bool? = nil, threads: Int = WorkerThreads.available,
    cancellation: CancellationToken = CancellationToken()
  ) throws {
    let rows = Centred(vectors)
    let work = Work(threads: threads, cancellation: cancellation)
    if byVectors ?? (rows.count < rows.dimension) {
      (distances, shrinkage) = try Self.byVectors(rows, work)
    } else {
      (distances, shrinkage) = try Self.byDimensions(rows, work)
    }
  }

  /// From the covariance, d × d: ‖L⁻¹ x‖.
  private static func byDimensions(_ rows: Centred, _ work: Work) throws -> ([Float], Double) {
    let (dimension, count) = (rows.dimension, rows.count)
    let sums = Mutex([Double](repeating: 0, count: dimension * dimension))
    _ = try work.blocks(of: count) { range in
      let columns = rows.transposed(range)
      let products = lowerProducts(of: columns, rows: 0..<dimension, width: range.count)
      sums.withLock { sums in
        for (place, value) in products.enumerated() { sums[place] += Double(value) }
      }
    }
    let covariance = sums.withLock { $0 }.map { $0 / Double(count) }
    let spread = Spread(
      trace: trace(covariance, dimension), square: squareSum(covariance, dimension),
      fourth: (0..<count).reduce(0) { $0 + rows.square(of: $1) * rows.square(of: $1) },
      dimension: dimension, count: count)
    if spread.isNone { return ([Float](repeating: 0, count: count), 1) }
    var shrunk = covariance.map { (1 - spread.shrinkage) * $0 }
    for row in 0..<dimension { shrunk[row * dimension + row] += spread.shrinkage * spread.variance }
    let inverse = TriangularInverse(ofCholeskyFactorOf: shrunk, size: dimension)
    let whitening = inverse.values.map { Float($0) }
    let places = (0..<dimension).map { UInt32($0) }
    let distances = try work.blocks(of: count) { range in
      range.map { row in
        let products = whitening.withUnsafeBufferPointer {
          VectorKernel.dots(rows[row], rows: $0, positions: places)
        }
        return products.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
      }
    }
    return (distances.flatMap { $0 }, spread.shrinkage)
  }

  /// From the products K of the vectors, n × n, by the Woodbury identity: with A = K + c I and
  /// c = n ρ m / (1 − ρ), the square of a distance is n (1 − c (A⁻¹)ᵢᵢ) / (1 − ρ).
  private static func byVectors(_ rows: Centred, _ work: Work) throws -> ([Float], Double) {
    let count = rows.count
    let lines = try work.blocks(of: count) { range in
      lowerProducts(of: rows.values, rows: range, width: rows.dimension, size: count)
    }
    let products = lines.joined().map { Double($0) }
    let spread = Spread(
      trace: trace(products, count) / Double(count),
      square: squareSum(products, count) / Double(count * count),
      fourth: (0..<count).reduce(0) {
        $0 + products[$1 * count + $1] * products[$1 * count + $1]
      }, dimension: rows.dimension, count: count)
    if spread.isNone { return ([Float](repeating: 0, count: count), 1) }
    let (share, variance) = (spread.shrinkage, spread.variance)
    // Nothing but the sphere.
    if share > 1 - 1e-9 {
      let distances = (0..<count).map { Float((rows.square(of: $0) / variance).squareRoot()) }
      return (distances, share)
    }
    let ridge = Double(count) * share * variance / (1 - share)
    var shifted = products
    for row in 0..<count { shifted[row * count + row] += ridge }
    let diagonal = TriangularInverse(ofCholeskyFactorOf: shifted, size: count).diagonal
    let distances = diagonal.map { value in
      Float(max(0, Double(count) * (1 - ridge * value) / (1 - share)).squareRoot())
    }
    return (distances, share)
  }

  // MARK: Parts

  /// The products of some rows with all up to them; a row of the result is `size` wide.
  private static func lowerProducts(
    of values: [Float], rows: Range<Int>, width: Int, size: Int? = nil
  ) -> [Float] {
    let size = size ?? rows.count
    var products = [Float](repeating: 0, count: rows.count * size)
    for (place, row) in rows.enumerated() {
      let query = Array(values[row * width..<(row + 1) * width])
      let dots = values.withUnsafeBufferPointer {
        VectorKernel.dots(query, rows: $0, positions: (0...row).map { UInt32($0) })
      }
      products.replaceSubrange(place * size..<place * size + row + 1, with: dots)
    }
    return products
  }

  private static func trace(_ matrix: [Double], _ size: Int) -> Double {
    (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
  }

  /// Of a symmetric matrix whose lower half is there.
  private static func squareSum(_ matrix: [Double], _ size: Int) -> Double {
    var sum: Double = 0
    for row in 0..<size {
      for column in 0...row {
        let value = matrix[row * size + column]
        sum += (column == row ? 1 : 2) * value * value
      }
    }
    return sum
  }

  /// How the covariance S spreads, and how much of that is noise.
  private struct Spread {
    /// The mean variance m of a direction.
    let variance: Double
    /// ρ.
    let shrinkage: Double
    /// Whether all vectors are equal, but for rounding.
    var isNone: Bool { variance < 1e-12 }

    /// - Parameters:
    ///   - trace: of S.
    ///   - square: ‖S‖².
    ///   - fourth: Σ ‖x‖⁴.
    init(trace: Double, square: Double, fourth: Double, dimension: Int, count: Int) {
      variance = trace / Double(dimension)
      // ‖S − m I‖², and the mean of ‖x xᵀ − S‖² over n.
      let distance = max(0, square - trace * variance)
      let noise = max(0, fourth / Double(count) - square) / Double(count)
      let share = distance > 0 ? min(1, noise / distance) : 1
      shrinkage = max(leastShrinkage, share)
    }
  }

  /// Vectors less their mean.
  private struct Centred: Sendable {
    let dimension: Int
    let count: Int
    let values: [Float]

    init(_ vectors: UnitVectors) {
      (dimension, count) = (vectors.dimension, vectors.count)
      var sum = [Double](repeating: 0, count: dimension)
      for row in 0..<count {
        for (place, value) in vectors[row].enumerated() { sum[place] += Double(value) }
      }
      let mean = sum.map { Float($0 / Double(max(1, vectors.count))) }
      var values: [Float] = []
      values.reserveCapacity(count * dimension)
      for row in 0..<count { values += zip(vectors[row], mean).map { $0 - $1 } }
      self.values = values
    }

    subscript(row: Int) -> [Float] { Array(values[row * dimension..<(row + 1) * dimension]) }

    func square(of row: Int) -> Double {
      values[row * dimension..<(row + 1) * dimension].reduce(0) { $0 + Double($1) * Double($1) }
    }

    /// A row a dimension, so that a product of rows sums over vectors.
    func transposed(_ range: Range<Int>) -> [Float] {
      var columns = [Float](repeating: 0, count: dimension * range.count)
      for (place, row) in range.enumerated() {
        for index in 0..<dimension {
          columns[index * range.count + place] = values[row * dimension + index]
        }
      }
      return columns
    }
  }

  private struct Work {
    let threads: Int
    let cancellation: CancellationToken

    /// The results of a body for blocks of 0..<total, in their order.
    func blocks<Result: Sendable>(
      of total: Int, _ body: @Sendable (Range<Int>) -> Result
    ) throws -> [Result] {
      let count = (total + block - 1) / block
      let found = Mutex<[Int: Result]>([:])
      WorkerThreads.forEach(count, threads: threads) { number in
        if cancellation.isCancelled { return }
        let result = body(number * block..<min((number + 1) * block, total))
        found.withLock { $0[number] = result }
      }
      try cancellation.check()
      return found.withLock { found in (0..<count).compactMap { found[$0] } }
    }
  }
}
