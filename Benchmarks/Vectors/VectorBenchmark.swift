import BenchmarkSupport
import Core
import Foundation
import Vectors

/// Builds and searches an index over the files of `vector_set.py`, and prints a line of JSON; run by
/// `Benchmarks/vectors.py`.
///
///     semblance-bench-vectors build INDEX SET [DIMENSION]
///     semblance-bench-vectors search INDEX SET FILTER THREADS SECONDS [TOGETHER [BREADTH]]
///     semblance-bench-vectors mixed INDEX SET QUERIES-A-SECOND VECTORS-A-SECOND SECONDS
///
/// FILTER is all, 1, 10, 50 or near.
enum VectorBenchmark {
  static let dimension = 512
  static let space = VectorSpace(name: "benchmark", dimension: dimension)

  static func run(arguments: [String]) {
    do {
      switch (arguments.first, arguments.count) {
      case ("build", 3): try build(arguments[1], VectorSet(arguments[2]))
      case ("search", 6...8):
        try SearchTrial(
          index: arguments[1], set: VectorSet(arguments[2]), filter: arguments[3],
          threads: Int(arguments[4]) ?? 1, seconds: Double(arguments[5]) ?? 5,
          together: arguments.count > 6 ? Int(arguments[6]) ?? 1 : 1,
          breadth: arguments.count > 7 ? Int(arguments[7]) : nil
        ).run()
      case ("mixed", 6):
        try MixedTrial(
          index: arguments[1], set: VectorSet(arguments[2]), queryRate: Double(arguments[3]) ?? 500,
          appendRate: Double(arguments[4]) ?? 500, seconds: Double(arguments[5]) ?? 20
        ).run()
      default:
        FileHandle.standardError.write(Data("see VectorBenchmark.swift for the arguments\n".utf8))
        exit(64)
      }
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func build(_ path: String, _ set: VectorSet) throws {
    let start = Usage.now
    let index = try VectorIndex(at: FilePath(path), space: space)
    var row = 0
    while row < set.count {
      let end = min(row + 4096, set.count)
      try index.append(
        (row..<end).map { (Int64($0), set.vector($0)) }, watermark: Int64(end))
      row = end
    }
    let appended = Usage.now
    try index.compact()
    let built = Usage.now
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    let bytes = try files.reduce(0) {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + $1)
      return $0 + (attributes[.size] as? Int ?? 0)
    }
    JSONRow.print([
      ("count", Double(set.count)), ("append_s", appended.wall - start.wall),
      ("build_s", built.wall - appended.wall), ("build_cpu_s", built.cpu - appended.cpu),
      ("disk_bytes", Double(bytes) / Double(set.count)), ("peak_mib", Double(built.peakMebibytes)),
    ])
  }
}
