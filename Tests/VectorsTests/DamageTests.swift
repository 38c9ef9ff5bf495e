import Core
import Foundation
import TestSupport
import Testing
import Vectors

/// A flipped bit is named, and never becomes a wrong answer.
@Suite struct DamageTests {
  private static let space = VectorSpace(name: "test-1", dimension: 48)

  /// An index with a flat segment, one with a graph, and a log.
  private func build(in folder: TemporaryFolder) throws -> FlatReference {
    let options = VectorIndexOptions(logLimit: 10_000, graphMinimum: 400)
    let index = try VectorIndex(at: folder.path, space: Self.space, options: options)
    var truth = FlatReference(space: Self.space)
    var vectors = RandomVectors(dimension: 48, seed: 1)
    var row = Int64(0)
    for (step, count) in [900, 100, 30].enumerated() {
      let rows = (0..<count).map { (row + Int64($0), vectors.next()) }
      row += Int64(count)
      try index.append(rows, watermark: Int64(step))
      // The second time the first segment is too large to be merged with the second.
      if step < 2 {
        try index.closeLog()
        try index.maintain()
      }
      try truth.append(rows)
    }
    return truth
  }

  @Test func everyFlippedBitIsNamed() throws {
    let folder = try TemporaryFolder()
    let truth = try build(in: folder)
    let query = RandomVectors(dimension: 48, seed: 9).vectors(1)
    let expected = Dictionary(
      uniqueKeysWithValues: try truth.nearest(to: query, limit: 2_000, within: nil)[0].map {
        ($0.row, $0.similarity)
      })
    #expect(try VectorIndex.verify(at: folder.path) == [])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
      .filter { $0 != "lock" }.sorted()
    #expect(
      Set(names.map { URL(filePath: $0).pathExtension }) == [
        "", "codes", "graph", "log", "vectors",
      ])
    var random = SeededGenerator(seed: 2)
    for name in names {
      let url = folder.url.appending(path: name)
      let original = try Data(contentsOf: url)
      for _ in 0..<25 {
        var flipped = original
        let place = Int.random(in: 0..<original.count, using: &random)
        flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try flipped.write(to: url)
        let lines = try VectorIndex.verify(at: folder.path)
        #expect(lines.contains { $0.contains(name) }, "byte \(place) of \(name)")
        try checkAnswers(in: folder, query, expected, "byte \(place) of \(name)")
        try original.write(to: url)
      }
      // And a file that became shorter.
      try original.dropLast(original.count / 3).write(to: url)
      #expect(try VectorIndex.verify(at: folder.path).contains { $0.contains(name) })
      try original.write(to: url)
    }
    #expect(try VectorIndex.verify(at: folder.path) == [])
  }

  /// What is answered is true; or the fault names the damage.
  private func checkAnswers(
    in folder: TemporaryFolder, _ query: [[Float]], _ expected: [Int64: Float], _ comment: Comment
  ) throws {
    do throws(Fault) {
      let snapshot = try VectorSnapshot(at: folder.path)
      for limit in [5, 2_000] {
        for match in try snapshot.nearest(to: query, limit: limit, within: nil)[0] {
          #expect(expected[match.row] == match.similarity, comment)
        }
      }
    } catch {
      #expect(["vectors.damaged", "vectors.format"].contains(error.code.name), comment)
      #expect(error.path != nil)
    }
  }

  @Test func aMissingFileIsNamed() throws {
    let folder = try TemporaryFolder()
    _ = try build(in: folder)
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        .first { $0.hasSuffix(".graph") })
    try FileManager.default.removeItem(at: folder.url.appending(path: name))
    #expect { _ = try VectorSnapshot(at: folder.path) } throws: {
      ($0 as? Fault)?.path?.display.hasSuffix(name) == true
    }
  }

  @Test func aCopyStaysAsItWas() throws {
    let (folder, copy) = (try TemporaryFolder(), try TemporaryFolder())
    let truth = try build(in: folder)
    let options = VectorIndexOptions(logLimit: 10_000, graphMinimum: 400)
    let index = try VectorIndex(at: folder.path, space: Self.space, options: options)
    let target = copy.path.appending("copy")
    try index.copySnapshot(to: target)
    try index.append([(0, RandomVectors(dimension: 48, seed: 3).vectors(1)[0])], watermark: 9)
    try index.compact()
    #expect(try VectorIndex.verify(at: target) == [])
    let query = RandomVectors(dimension: 48, seed: 4).vectors(2)
    let copied = try VectorSnapshot(at: target)
    #expect(copied.watermark == 2)
    #expect(
      try copied.nearest(to: query, limit: 2_000, within: nil)
        == truth.nearest(to: query, limit: 2_000, within: nil))
    // The copy is an index of its own.
    do {
      let other = try VectorIndex(at: target, space: Self.space, options: options)
      try other.append([], removing: [5], watermark: 10)
      #expect(try index.snapshot().vector(of: 5) != nil)
      #expect(try other.snapshot().vector(of: 5) == nil)
    }
    // Where an index is, none is put in its place.
    #expect { try index.copySnapshot(to: target) } throws: {
      ($0 as? Fault)?.code == "file.exists"
    }
  }
}
