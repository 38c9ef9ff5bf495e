import TestSupport

/// Vectors like those of pictures: clusters of uneven size around a common direction.
struct RandomVectors {
  let dimension: Int
  private var random: SeededGenerator
  private let centres: [[Float]]

  init(dimension: Int, clusters: Int = 20, seed: UInt64) {
    self.dimension = dimension
    random = SeededGenerator(seed: seed)
    var centres: [[Float]] = []
    let cone = Self.normal(dimension, &random)
    for _ in 0..<clusters {
      centres.append(zip(cone, Self.normal(dimension, &random)).map { 0.6 * $0 + $1 })
    }
    self.centres = centres
  }

  mutating func next() -> [Float] {
    // Cluster k is chosen about 1 / k as often as the first.
    let share = Double.random(in: 0..<1, using: &random)
    let cluster = Int(Double(centres.count) * share * share)
    return zip(centres[cluster], Self.normal(dimension, &random)).map { $0 + 0.6 * $1 }
  }

  func vectors(_ count: Int) -> [[Float]] {
    var copy = self
    return (0..<count).map { _ in copy.next() }
  }

  private static func normal(_ count: Int, _ random: inout SeededGenerator) -> [Float] {
    // The sum of four uniform numbers is near enough.
    (0..<count).map { _ in
      (0..<4).reduce(Float(0)) { sum, _ in sum + Float.random(in: -1...1, using: &random) }
    }
  }
}
