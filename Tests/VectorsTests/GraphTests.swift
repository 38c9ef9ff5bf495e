import Core
import Kernels
import TestSupport
import Testing
import Vectors

/// The graph: well-formed, repeatable, and as good as it says.
@Suite struct GraphTests {
  private static let space = VectorSpace(name: "test-1", dimension: 64)

  private static func building(_ vectors: [[Float]], threads: Int, seed: UInt64 = 1) -> [UInt8] {
    var building = GraphBuilding(count: vectors.count, width: 64, seed: seed) { node, code in
      let (bytes, scale) = VectorKernel.code(of: vectors[node])
      code.copyBytes(from: bytes)
      return scale
    }
    #expect(
      building.run(threads: threads, cancellation: CancellationToken()) { _ in })
    return building.withGraph { _, nodes, records in Array(nodes) + Array(records) }
  }

  @Test func doesNotDependOnTheNumberOfThreads() {
    let vectors = RandomVectors(dimension: 64, seed: 1).vectors(3_000)
    let one = Self.building(vectors, threads: 1)
    #expect(one == Self.building(vectors, threads: 3))
    #expect(one != Self.building(vectors, threads: 1, seed: 2))
  }

  @Test func aCancelledBuildingEnds() {
    var building = GraphBuilding(count: 500, width: 64) { _, code in
      code.initializeMemory(as: UInt8.self, repeating: 128)
      return 1
    }
    let cancellation = CancellationToken()
    let isBuilt = building.run(threads: 1, cancellation: cancellation) { inserted in
      if inserted > 100 { cancellation.cancel() }
    }
    #expect(!isBuilt)
  }

  /// Links go to other nodes, none twice; and the C walk finds what the walk in plain Swift finds.
  @Test(arguments: [1, 2, 40, 2_000])
  func walksAsTheReferenceDoes(_ count: Int) {
    let vectors = RandomVectors(dimension: 64, seed: 3).vectors(count)
    let codes = vectors.map { VectorKernel.code(of: $0) }
    var building = GraphBuilding(count: count, width: 64) { node, code in
      code.copyBytes(from: codes[node].code)
      return codes[node].scale
    }
    #expect(building.run(threads: 2, cancellation: CancellationToken()) { _ in })
    let queries = CodedQueries(RandomVectors(dimension: 64, seed: 3).vectors(20))
    building.withGraph { shape, nodes, records in
      let graph = GraphView(shape, nodes: nodes, records: records)
      for node in 0..<count {
        let links = graph.links(of: node)
        #expect(Set(links).count == links.count && !links.contains(node))
        #expect(links.allSatisfy { (0..<count).contains($0) })
      }
      // From the lowest level on: a graph whose upper levels are left out begins at a node.
      let start = count / 2
      let flat = GraphView(
        GraphView.Shape(count: count, width: 64, levels: 0, entry: start), nodes: nodes,
        records: records)
      for query in 0..<queries.count {
        for breadth in [1, 7, 50] {
          for filter in Self.filters(count) {
            let found = flat.nearest(
              queries, query: query, breadth: breadth, filter: filter, scratch: GraphScratch())
            let expected = flat.referenceNearest(from: start, breadth: breadth, filter: filter) {
              Self.similarity(codes[$0], queries, query)
            }
            #expect(found?.map { Int($0.position) } == expected.map(\.node))
            #expect(found?.map(\.similarity) == expected.map(\.similarity))
          }
        }
      }
    }
  }

  /// None, one of a tenth of the nodes, and one of a few; with all the time in the world.
  private static func filters(_ count: Int) -> [GraphView.Filter?] {
    var random = SeededGenerator(seed: 9)
    return [nil]
      + [0.1, 0.005].map { share in
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for node in 0..<count where Double.random(in: 0..<1, using: &random) < share {
          words[node / 64] |= 1 << UInt64(node % 64)
        }
        return GraphView.Filter(allowed: words, kept: 12, budget: 1 << 40)
      }
  }

  /// A filter that leaves few of many is given up early: the scan of those few is cheaper.
  @Test func givesUpWhereAFilterLeavesFew() {
    let vectors = RandomVectors(dimension: 64, seed: 3).vectors(2_000)
    var building = GraphBuilding(count: 2_000, width: 64) { node, code in
      let (bytes, scale) = VectorKernel.code(of: vectors[node])
      code.copyBytes(from: bytes)
      return scale
    }
    #expect(building.run(threads: 1, cancellation: CancellationToken()) { _ in })
    let queries = CodedQueries([vectors[5]])
    building.withGraph { shape, nodes, records in
      let graph = GraphView(shape, nodes: nodes, records: records)
      for (share, budget, isFound) in [(0.5, 2_000, true), (0.01, 2_000, false), (0.5, 10, false)] {
        var words = [UInt64](repeating: 0, count: 32)
        for node in stride(from: 0, to: 2_000, by: Int(1 / share)) {
          words[node / 64] |= 1 << UInt64(node % 64)
        }
        let filter = GraphView.Filter(allowed: words, kept: 20, budget: budget)
        let found = graph.nearest(
          queries, query: 0, breadth: 40, filter: filter, scratch: GraphScratch())
        #expect((found != nil) == isFound, "\(share), \(budget)")
      }
    }
  }

  private static func similarity(
    _ code: (code: [UInt8], scale: Float), _ queries: CodedQueries, _ query: Int
  ) -> Float {
    code.code.withUnsafeBytes { bytes in
      withUnsafeBytes(of: code.scale) { scale in
        let rows = CodedRows(
          codes: bytes.baseAddress!, stride: 64, scales: scale.baseAddress!, scaleStride: 4,
          width: 64, count: 1, part: 0)
        let product = rows.products(at: [0], with: queries, query: query, path: .portable)[0]
        return code.scale * Float(product)
      }
    }
  }

  /// Through the index, against the truth: with no filter, with filters of all sizes, and with ones
  /// that hold only what is near the query or far from it.
  @Test func recallIsAboveNinetyNinePercent() throws {
    let folder = try TemporaryFolder()
    let count = 20_000
    let vectors = RandomVectors(dimension: 64, clusters: 60, seed: 5).vectors(count)
    let options = VectorIndexOptions(logLimit: 50_000, graphMinimum: 1_000)
    let index = try VectorIndex(at: folder.path, space: Self.space, options: options)
    try index.append(vectors.enumerated().map { (Int64($0), $1) }, watermark: 1)
    try index.compact()
    // Some die in the graph, some come after it.
    let dead = (0..<300).map { Int64($0 * 31) }
    try index.append([(7, vectors[8])], removing: dead, watermark: 2)
    let snapshot = index.snapshot()
    let queries = RandomVectors(dimension: 64, clusters: 60, seed: 5).vectors(40)
    var random = SeededGenerator(seed: 6)
    let truth = try Truth(vectors, dead: Set(dead), replaced: [7: vectors[8]])
    var filters: [(String, (Int) -> RowSet?)] = [("none", { _ in nil })]
    for share in [0.001, 0.01, 0.1, 0.5, 0.9] {
      let rows = RowSet(
        (0..<Int64(count)).filter { _ in Double.random(in: 0..<1, using: &random) < share })
      filters.append(("\(share)", { _ in rows }))
    }
    for share in [0.01, 0.1, 0.5] {
      filters.append(("near \(share)", { truth.rows(queries[$0], share, isNear: true) }))
      filters.append(("far \(share)", { truth.rows(queries[$0], share, isNear: false) }))
    }
    for (name, filter) in filters {
      var hits = 0
      var expected = 0
      for (number, query) in queries.enumerated() {
        let rows = filter(number)
        let found = try snapshot.nearest(to: [query], limit: 10, within: rows)[0]
        let best = truth.nearest(query, within: rows)
        hits += Set(found.map(\.row)).intersection(best).count
        expected += best.count
        #expect(found.count == best.count)
        #expect(found.allSatisfy { rows?.contains($0.row) ?? true })
      }
      #expect(Double(hits) >= 0.99 * Double(expected), "\(name): \(hits) of \(expected)")
    }
  }

  /// Brute force with the fast dot product: the plain one would take minutes in a debug build.
  private struct Truth {
    private let vectors: [(row: Int64, vector: [Float])]

    init(_ vectors: [[Float]], dead: Set<Int64>, replaced: [Int64: [Float]]) throws {
      let units = try FlatReference(
        space: space, vectors.enumerated().map { (Int64($0), replaced[Int64($0)] ?? $1) })
      self.vectors = units.vectors.filter { !dead.contains($0.row) || replaced[$0.row] != nil }
    }

    private func ordered(_ query: [Float], within rows: RowSet?) -> [Int64] {
      vectors.filter { rows?.contains($0.row) ?? true }
        .map { (VectorKernel.dot(query, $0.vector), $0.row) }
        .sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map(\.1)
    }

    func nearest(_ query: [Float], within rows: RowSet?) -> [Int64] {
      Array(ordered(query, within: rows).prefix(10))
    }

    func rows(_ query: [Float], _ share: Double, isNear: Bool) -> RowSet {
      let order = ordered(query, within: nil)
      let count = Int(share * Double(order.count))
      return RowSet(isNear ? order.prefix(count) : order.suffix(count))
    }
  }
}
