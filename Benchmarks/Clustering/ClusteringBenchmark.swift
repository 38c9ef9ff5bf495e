import BenchmarkSupport
import Clustering
import Core
import Glibc

/// Times clusters of made-up vectors, a line a step with seconds and the largest memory so far.
///
/// `semblance-bench-clustering COUNT DIMENSION [neighbours] [average] [complete] [single] [density]`
///
/// A fifth of the vectors is noise, the rest lies around `COUNT / 50` centres.
enum ClusteringBenchmark {
  static func run(arguments: [String]) {
    guard arguments.count >= 2, let count = Int(arguments[0]), let dimension = Int(arguments[1]),
      count > 100, dimension > 1
    else {
      print(
        "semblance-bench-clustering COUNT DIMENSION [neighbours|average|complete|single|density]")
      exit(64)
    }
    let steps = arguments.count > 2 ? Set(arguments[2...]) : ["neighbours", "average", "density"]
    do {
      let vectors = timed("vectors") {
        UnitVectors(dimension: dimension, values: values(count, dimension))
      }
      if steps.contains("neighbours") {
        _ = try timed("20 neighbours and their scores") {
          NeighbourhoodScores(try NeighbourGraph(of: vectors, degree: 20))
        }
      }
      for linkage in Linkage.allCases where steps.contains(linkage.rawValue) {
        let labels = try timed("\(linkage.rawValue) linkage down to 0.7") {
          try Agglomeration(vectors, linkage: linkage).labels(atLeast: 0.7)
        }
        print("  clusters: \(Set(labels.compactMap { $0 }).count)")
      }
      if steps.contains("density") {
        let clusters = try timed("HDBSCAN, 10 a cluster") {
          try DensityClusters(of: vectors, minimumSize: 10, samples: 10)
        }
        print("  clusters: \(Set(clusters.labels.compactMap { $0 }).count)")
      }
    } catch {
      print("\(error)")
      exit(1)
    }
  }

  private static func timed<R>(_ name: String, _ body: () throws -> R) rethrows -> R {
    let start = Usage.now
    let result = try body()
    let end = Usage.now
    print(
      "\(name): \(rounded(end.wall - start.wall)) s, \(rounded(end.cpu - start.cpu)) CPU s, peak "
        + "\(end.peakMebibytes) MB")
    return result
  }

  private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  private static func values(_ count: Int, _ dimension: Int) -> [Float] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func draw() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
    }
    let centres = (0..<(count / 50) * dimension).map { _ in draw() }
    var values: [Float] = []
    values.reserveCapacity(count * dimension)
    for row in 0..<count {
      let start = row % (count / 50) * dimension
      for index in 0..<dimension {
        values.append(row % 5 == 0 ? draw() : centres[start + index] + 0.6 * draw())
      }
    }
    return values
  }
}
