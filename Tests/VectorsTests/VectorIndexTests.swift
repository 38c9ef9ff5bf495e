import Core
import TestSupport
import Testing
import Vectors

/// The index against plain arithmetic over all vectors.
@Suite struct VectorIndexTests {
  private static let space = VectorSpace(name: "test-1", dimension: 96)

  private static func matches(
    _ found: [[VectorMatch]], _ truth: [[VectorMatch]], _ comment: Comment
  ) {
    #expect(found == truth, comment)
  }

  /// Any sequence of appends, replacements, removals, seals, merges and reopenings gives what the
  /// truth gives: full vectors decide, so even the similarities are the same bits.
  @Test(arguments: [false, true], 0..<6 as Range<UInt64>)
  func agreesWithTheTruth(_ several: Bool, _ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    var vectors = RandomVectors(dimension: 96, seed: seed)
    let options = VectorIndexOptions(allowsSeveral: several, logLimit: 120)
    var index: VectorIndex? = try VectorIndex(at: folder.path, space: Self.space, options: options)
    var truth = FlatReference(space: Self.space)
    for step in 1...40 {
      var rows: [(row: Int64, vector: [Float])] = []
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        let row = Int64.random(in: 0..<400, using: &random)
        if !several { rows.removeAll { $0.row == row } }
        rows.append((row, vectors.next()))
      }
      let removed = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        Int64.random(in: 0..<400, using: &random)
      }
      try index!.append(rows, removing: removed, watermark: Int64(step))
      try truth.append(rows, removing: removed)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: try index!.maintain()
      case 1: try index!.compact()
      case 2:
        index = nil
        index = try VectorIndex(at: folder.path, space: Self.space, options: options)
      default: break
      }
      #expect(index!.watermark == Int64(step))
      let queries = vectors.vectors(3)
      let filter = RowSet((0..<400).filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
      let snapshots = [index!.snapshot(), try VectorSnapshot(at: folder.path)]
      for snapshot in snapshots {
        #expect(snapshot.count == truth.count)
        #expect(snapshot.watermark == Int64(step))
        for rows in [nil, filter, RowSet()] {
          #expect(
            try snapshot.nearest(to: queries, limit: 5, within: rows)
              == truth.nearest(to: queries, limit: 5, within: rows))
        }
      }
      let row = Int64.random(in: 0..<400, using: &random)
      #expect(try snapshots[1].vector(of: row) == truth.vector(of: row))
    }
    #expect(
      try index!.snapshot().nearest(to: vectors.vectors(1), limit: 1_000, within: nil)
        .first?.count == truth.count)
  }

  @Test func aSnapshotDoesNotMove() throws {
    let folder = try TemporaryFolder()
    var vectors = RandomVectors(dimension: 96, seed: 1)
    let index = try VectorIndex(at: folder.path, space: Self.space)
    try index.append((0..<50).map { ($0, vectors.next()) }, watermark: 1)
    let before = index.snapshot()
    let query = vectors.next()
    let matches = try before.nearest(to: [query], limit: 50, within: nil)
    try index.append((0..<50).map { ($0, vectors.next()) }, removing: [3], watermark: 2)
    try index.compact()
    #expect(try before.nearest(to: [query], limit: 50, within: nil) == matches)
    #expect(before.watermark == 1)
    #expect(index.snapshot().watermark == 2)
  }

  @Test func oneWriterAtATime() throws {
    let folder = try TemporaryFolder()
    let index = try VectorIndex(at: folder.path, space: Self.space)
    #expect { _ = try VectorIndex(at: folder.path, space: Self.space) } throws: {
      ($0 as? Fault)?.code == "vectors.busy"
    }
    #expect(index.watermark == 0)
  }

  @Test func anotherSpaceIsRefused() throws {
    let folder = try TemporaryFolder()
    do { _ = try VectorIndex(at: folder.path, space: Self.space) }
    let other = VectorSpace(name: "test-2", dimension: 96)
    #expect { _ = try VectorIndex(at: folder.path, space: other) } throws: {
      ($0 as? Fault)?.code == "vectors.space"
    }
  }

  @Test(arguments: [
    [Float](repeating: 0, count: 96), [Float](repeating: .nan, count: 96),
    [Float](repeating: 1, count: 95),
  ])
  func whatIsNoVectorIsRefused(_ vector: [Float]) throws {
    let folder = try TemporaryFolder()
    let index = try VectorIndex(at: folder.path, space: Self.space)
    #expect { try index.append([(1, vector)], watermark: 5) } throws: {
      ($0 as? Fault)?.code == "vectors.vector"
    }
    #expect(index.watermark == 0)
    #expect(index.snapshot().count == 0)
  }

  /// Threads that append at once lose nothing, and what they share is only the flush.
  @Test func manyMayAppendAtOnce() throws {
    let folder = try TemporaryFolder()
    let index = try VectorIndex(
      at: folder.path, space: Self.space, options: VectorIndexOptions(logLimit: 100))
    WorkerThreads.forEach(8, threads: 8) { worker in
      var vectors = RandomVectors(dimension: 96, seed: UInt64(worker))
      for round in 0..<20 {
        let rows = (0..<3).map { (Int64(worker * 60 + round * 3 + $0), vectors.next()) }
        do { try index.append(rows, watermark: 1) } catch { Issue.record(error) }
        if round % 7 == 0 { do { try index.maintain() } catch { Issue.record(error) } }
      }
    }
    let snapshot = try VectorSnapshot(at: folder.path)
    #expect(snapshot.count == 480)
    for worker in 0..<8 {
      let vectors = RandomVectors(dimension: 96, seed: UInt64(worker)).vectors(60)
      let truth = try FlatReference(
        space: Self.space, vectors.enumerated().map { (Int64(worker * 60 + $0), $1) })
      for row in 0..<60 {
        let row = Int64(worker * 60 + row)
        #expect(try snapshot.vector(of: row) == truth.vector(of: row))
      }
    }
  }
}
