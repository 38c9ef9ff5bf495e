import Core
import Kernels

/// Average linkage by the nearest-neighbour chain (Murtagh 1983, "A survey of recent advances in
/// hierarchical clustering algorithms"): from a cluster to its nearest, to that one's nearest, until two
/// are each other's nearest, which merge.
///
/// The mean cosine between two clusters of unit vectors is the product of their means, so a cluster is
/// one vector, and no distance is kept.
struct MeanChain {
  private let dimension: Int
  private let least: Float
  private let members: [Int]
  private var means: [Float]
  private var weights: [Float]
  /// Clusters that may still merge, each under the place of one of its members.
  private var live: [UInt32]
  /// Where in `live` a place is.
  private var position: [Int]

  /// - Parameter least: merges below it are not wanted.
  init(_ vectors: UnitVectors, _ members: [Int], atLeast least: Float) {
    (self.members, self.least, dimension) = (members, least, vectors.dimension)
    means = members.flatMap { vectors[$0] }
    weights = [Float](repeating: 1, count: members.count)
    live = members.indices.map { UInt32($0) }
    position = Array(members.indices)
  }

  /// All merges, in the order of finding. O(m²) products for m members.
  ///
  /// - Throws: `Cancelled`.
  mutating func merges(_ cancellation: CancellationToken) throws -> [Merge] {
    var merges: [Merge] = []
    var chain: [Int] = []
    while live.count > 1 {
      try cancellation.check()
      let top = chain.last ?? Int(live[0])
      if chain.isEmpty { chain.append(top) }
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      let (nearest, cosine) = nearest(to: top, preferring: previous)
      if cosine < least {
        // Merges of others bring nothing nearer to it.
        retire(top)
        chain.removeLast()
      } else if nearest == previous {
        chain.removeLast(2)
        merges.append(Merge(first: members[top], second: members[nearest], cosine: cosine))
        merge(nearest, into: top)
      } else {
        chain.append(nearest)
      }
    }
    return merges
  }

  /// Among equals the one before in the chain, so that it ends; otherwise the first.
  private func nearest(to place: Int, preferring previous: Int?) -> (place: Int, cosine: Float) {
    let products = means.withUnsafeBufferPointer { means in
      VectorKernel.dots(
        Array(means[place * dimension..<(place + 1) * dimension]), rows: means, positions: live)
    }
    var (best, cosine): (Int, Float) = (-1, -.infinity)
    for (index, product) in products.enumerated() {
      let other = Int(live[index])
      if other == place { continue }
      let isBetter =
        product > cosine || (product == cosine && (other == previous || best == -1))
      if isBetter { (best, cosine) = (other, product) }
    }
    return (best, cosine)
  }

  private mutating func merge(_ other: Int, into place: Int) {
    let sum = weights[place] + weights[other]
    let (own, its) = (weights[place] / sum, weights[other] / sum)
    for k in 0..<dimension {
      means[place * dimension + k] =
        own * means[place * dimension + k] + its * means[other * dimension + k]
    }
    weights[place] = sum
    retire(other)
  }

  private mutating func retire(_ place: Int) {
    let hole = position[place]
    let last = live.removeLast()
    if Int(last) == place { return }
    live[hole] = last
    position[Int(last)] = hole
  }
}
