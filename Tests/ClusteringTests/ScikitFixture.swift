import Clustering
import Foundation
import Testing

/// What tools/clustering_fixtures.py wrote.
struct ScikitFixture: Decodable {
  struct Agglomerative: Decodable, Sendable {
    var linkage: String
    var cosine: Float?
    var count: Int?
    var labels: [Int]
  }

  struct Density: Decodable, Sendable {
    var size: Int
    var samples: Int
    var labels: [Int]
    var probabilities: [Float]
  }

  struct Outlier: Decodable, Sendable {
    var neighbours: Int
    var factors: [Float]
  }

  struct Neighbours: Decodable, Sendable {
    var degree: Int
    var indices: [[UInt32]]
    var cosines: [[Float]]
  }

  struct Gaussian: Decodable, Sendable {
    var shrinkage: Double
    var distances: [Float]
  }

  struct Distance: Decodable, Sendable {
    var nearest: Int
    var means: [Float]
  }

  var vectors: [[Float]]
  var agglomerative: [Agglomerative]
  var density: [Density]
  var outlier: Outlier
  var neighbours: Neighbours
  var gaussian: Gaussian
  var distance: Distance

  static func load() throws -> ScikitFixture {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/scikit", withExtension: "json"))
    return try JSONDecoder().decode(ScikitFixture.self, from: Data(contentsOf: url))
  }

  var units: UnitVectors { UnitVectors(vectors) }

  /// Labels as sets of members, so that numbers do not matter; members that are alone, or have a
  /// negative label, are in none.
  static func sets(_ labels: [Int]) -> Set<Set<Int>> {
    sets(labels.map { $0 < 0 ? nil : $0 })
  }

  static func sets(_ labels: [Int?]) -> Set<Set<Int>> {
    var members: [Int: Set<Int>] = [:]
    for (row, label) in labels.enumerated() {
      if let label { members[label, default: []].insert(row) }
    }
    return Set(members.values.filter { $0.count > 1 })
  }
}
