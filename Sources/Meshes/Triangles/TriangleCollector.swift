/// Gathers triangles in bounded memory, in one pass and whatever their number.
///
/// All are kept as they are until they are more than the budget. Then corners are moved to the
/// middles of the cells of a grid, triangles that collapse or coincide are dropped, and the grid is
/// coarsened whenever that is not enough (vertex clustering: Rossignac and Borrel 1993; on a stream:
/// Lindstrom 2000). The grid begins at 2,048 cells along the longest side, far finer than the pixels
/// of a preview. Deterministic; O(1) a triangle over time.
struct TriangleCollector {
  private let budget: Int
  private var corners: [Float] = []
  private(set) var sourceCount = 0
  /// Edge of a cell; 0 while triangles are kept as they are.
  private var cell: Float = 0
  /// The triangles that are kept, by the cells of their corners.
  private var known: Set<UInt64> = []

  private static let finestCells: Float = 2048
  /// Larger coordinates would lose all precision when squared.
  private static let mostExtent: Float = 1e15

  /// - Parameter budget: triangles kept at most; 36 bytes each, and 16 once cells are used.
  init(budget: Int = 1_000_000) { self.budget = max(64, budget) }

  var count: Int { corners.count / 9 }

  mutating func add(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    sourceCount += 1
    guard Self.isSound(a), Self.isSound(b), Self.isSound(c) else { return }
    keep(a, b, c)
    while count > budget { coarsen() }
  }

  func mesh() -> TriangleMesh {
    TriangleMesh(corners: corners, sourceCount: sourceCount)
  }

  /// False for what is not a number as well.
  private static func isSound(_ corner: SIMD3<Float>) -> Bool {
    abs(corner.x) < mostExtent && abs(corner.y) < mostExtent && abs(corner.z) < mostExtent
  }

  private mutating func keep(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    guard cell > 0 else { return append(a, b, c) }
    let (p, q, r) = (cellOf(a), cellOf(b), cellOf(c))
    if p == q || q == r || p == r { return }
    guard known.insert(Self.key(p, q, r)).inserted else { return }
    append(middle(p), middle(q), middle(r))
  }

  private mutating func append(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    for corner in [a, b, c] {
      corners.append(corner.x)
      corners.append(corner.y)
      corners.append(corner.z)
    }
  }

  private mutating func coarsen() {
    if cell == 0 {
      var (low, high) = (SIMD3<Float>(repeating: .infinity), SIMD3<Float>(repeating: -.infinity))
      for start in stride(from: 0, to: corners.count, by: 3) {
        let corner = SIMD3(corners[start], corners[start + 1], corners[start + 2])
        low = pointwiseMin(low, corner)
        high = pointwiseMax(high, corner)
      }
      cell = max((high - low).max() / Self.finestCells, .leastNormalMagnitude)
    } else {
      cell *= 2
    }
    let before = corners
    corners.removeAll(keepingCapacity: true)
    known.removeAll(keepingCapacity: true)
    for start in stride(from: 0, to: before.count, by: 9) {
      keep(
        SIMD3(before[start], before[start + 1], before[start + 2]),
        SIMD3(before[start + 3], before[start + 4], before[start + 5]),
        SIMD3(before[start + 6], before[start + 7], before[start + 8]))
    }
  }

  /// Clamped, so that a few corners that lie very far from the rest cannot overflow.
  private func cellOf(_ corner: SIMD3<Float>) -> SIMD3<Int32> {
    let most = SIMD3<Float>(repeating: 1e9)
    let scaled = (corner / cell).rounded(.down).clamped(lowerBound: -most, upperBound: most)
    return SIMD3<Int32>(scaled)
  }

  private func middle(_ cell: SIMD3<Int32>) -> SIMD3<Float> {
    (SIMD3<Float>(cell) + 0.5) * self.cell
  }

  /// The same for every order of the corners. 64 bits: among a million triangles, two that differ
  /// share a key with a chance of 1 in 30 million, and then one is missing from a picture.
  private static func key(_ p: SIMD3<Int32>, _ q: SIMD3<Int32>, _ r: SIMD3<Int32>) -> UInt64 {
    let (a, b, c) = (mixed(p), mixed(q), mixed(r))
    return a &+ b &+ c &+ (a ^ b ^ c) &* 0x9E37_79B9_7F4A_7C15
  }

  /// SplitMix64's finaliser over the three numbers.
  private static func mixed(_ cell: SIMD3<Int32>) -> UInt64 {
    var hash: UInt64 = 0
    for index in 0..<3 {
      hash = (hash ^ UInt64(UInt32(bitPattern: cell[index]))) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 30
      hash = hash &* 0x94D0_49BB_1331_11EB
      hash ^= hash >> 31
    }
    return hash
  }
}
