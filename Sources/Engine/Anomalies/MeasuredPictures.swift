import Catalogue
import Clustering
import Core

/// Pictures of a library, an album or a source, each measured among the others of them.
struct MeasuredPictures: Sendable {
  /// Nearest pictures that the density is judged by, and of those for the distance.
  private static let (neighbours, nearest) = (20, 5)
  /// Pictures that are shown beside one.
  private static let normalLimit = 4

  /// The album or source; empty for the library.
  let name: String
  private let images: [ImageID]
  private let graph: NeighbourGraph
  private let measures: [Measured]
  /// Not unusual, and by nobody called an anomaly.
  private let isNormal: [Bool]

  private struct Measured: Sendable {
    let measure: AnomalyMeasure
    let scores: [Float]
    let sorted: [Float]
    let usual: UsualScores

    init(_ measure: AnomalyMeasure, _ scores: [Float]) {
      self.measure = measure
      self.scores = scores
      sorted = scores.sorted()
      usual = UsualScores(scores)
    }

    func isUnusual(_ row: Int) -> Bool { usual.threshold.map { scores[row] > $0 } ?? false }
    func excess(_ row: Int) -> Float { usual.excess(of: scores[row]) }
    /// The share of less, in percent.
    func percentile(_ row: Int) -> Float {
      100 * Float(sorted.countBelow(scores[row])) / Float(sorted.count)
    }
  }

  /// - Parameter called: pictures that a person called an anomaly.
  /// - Throws: `Cancelled`.
  /// - Complexity: n² / 2 products of bytes, n d² of numbers for n vectors of d numbers.
  init(
    named name: String, _ images: [ImageID], _ vectors: UnitVectors,
    called: Set<ImageID>, cancellation: CancellationToken
  ) throws {
    self.name = name
    self.images = images
    graph = try NeighbourGraph(of: vectors, degree: Self.neighbours, cancellation: cancellation)
    let measures = [
      Measured(.density, NeighbourhoodScores(graph).outlierFactor),
      Measured(.distance, NeighbourhoodScores.distances(graph, nearest: Self.nearest)),
      Measured(
        .distribution,
        try GaussianScores(of: vectors, cancellation: cancellation).distances),
    ]
    self.measures = measures
    isNormal = images.indices.map { row in
      !measures.contains { $0.isUnusual(row) } && !called.contains(images[row])
    }
  }

  var count: Int { images.count }

  func isUnusual(_ row: Int) -> Bool { measures.contains { $0.isUnusual(row) } }

  /// How far a picture stands out by the measure by which it does the most; pairs compare.
  func prominence(of row: Int) -> (excess: Float, percentile: Float) {
    (
      measures.map { $0.excess(row) }.max() ?? -.infinity,
      measures.map { $0.percentile(row) }.max() ?? 0
    )
  }

  func standings(of row: Int, in baseline: AnomalyBaseline) -> [Anomaly.Standing] {
    measures.map { measured in
      Anomaly.Standing(
        measure: measured.measure, baseline: baseline, name: name,
        score: Double(measured.scores[row]), percentile: Double(measured.percentile(row)),
        usual: Double(measured.usual.median),
        threshold: measured.usual.threshold.map(Double.init),
        excess: Double(measured.excess(row)))
    }
  }

  /// The pictures most like one that are not unusual.
  func normals(of row: Int, in baseline: AnomalyBaseline) -> [Anomaly.Normal] {
    zip(graph.neighbours(of: row), graph.cosines(of: row))
      .filter { isNormal[Int($0.0)] }.prefix(Self.normalLimit)
      .map {
        Anomaly.Normal(
          baseline: baseline, image: images[Int($0)], cosine: min(1, Double($1)))
      }
  }
}

extension [Float] {
  /// How many of these, in ascending order, are less. O(log n).
  fileprivate func countBelow(_ value: Float) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
