internal import CKernels
package import Core

/// Builds a navigable small world graph (Malkov and Yashunin, 2018) over codes.
///
/// Nodes are inserted in a shuffled order, in batches of at most a 32nd of what is there: all of a
/// batch look for their neighbours in the graph as it was, on several threads, then links are made
/// back, each target's by one thread. The graph therefore depends on codes and seed alone.
package struct GraphBuilding: ~Copyable {
  /// How many near nodes an insertion looks at.
  package static let breadth = 128

  private let nodes: UnsafeMutableRawBufferPointer
  private let builder: OpaquePointer
  private let width: Int
  package let count: Int

  /// - Parameters:
  ///   - fill: writes the code of a node and returns its scale.
  ///   - seed: of the order and the levels.
  package init(
    count: Int, width: Int, seed: UInt64 = 1,
    fill: (Int, UnsafeMutableRawBufferPointer) -> Float
  ) {
    precondition(width % 64 == 0 && count > 0 && count < UInt32.max)
    let size = GraphView.nodeSize(width: width)
    nodes = .allocate(byteCount: count * size, alignment: 2 << 20)
    semblance_advise_huge_pages(nodes.baseAddress!, nodes.count)
    for node in 0..<count {
      let code = UnsafeMutableRawBufferPointer(rebasing: nodes[node * size..<node * size + width])
      let scale = fill(node, code)
      nodes.baseAddress!.storeBytes(of: scale, toByteOffset: node * size + width, as: Float.self)
    }
    guard
      let builder = semblance_graph_builder(
        VectorPath.best.rawValue, nodes.baseAddress!.assumingMemoryBound(to: UInt8.self), width,
        UInt32(count), UInt32(Self.breadth), seed)
    else { fatalError("out of memory") }
    (self.builder, self.width, self.count) = (builder, width, count)
  }

  deinit {
    semblance_graph_builder_free(builder)
    nodes.deallocate()
  }

  /// Inserts all nodes. About 150 µs each at a million of 512 numbers.
  ///
  /// - Parameter progress: nodes inserted so far.
  /// - Returns: whether it was carried out and not cancelled.
  package mutating func run(
    threads: Int, cancellation: CancellationToken, progress: (Int) -> Void
  ) -> Bool {
    let work = Work(builder: builder)
    var inserted = 0
    while true {
      let batch = Int(semblance_graph_begin(builder))
      if batch == 0 { return true }
      if cancellation.isCancelled { return false }
      work.split(batch, piece: 64, threads: threads) { work, range, scratch in
        semblance_graph_find(
          work.builder, UInt32(range.lowerBound), UInt32(range.upperBound), scratch)
      }
      let targets = Int(semblance_graph_gather(builder))
      work.split(targets, piece: 512, threads: threads) { work, range, scratch in
        semblance_graph_link(
          work.builder, UInt32(range.lowerBound), UInt32(range.upperBound), scratch)
      }
      work.split(1, piece: 1, threads: 1) { work, _, scratch in
        semblance_graph_end(work.builder, scratch)
      }
      inserted += batch
      progress(inserted)
    }
  }

  /// Lends what was built: how it is shaped, its nodes and its records.
  package func withGraph<R, E: Error>(
    _ body: (GraphView.Shape, UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let built = semblance_graph_built(builder)
    let shape = GraphView.Shape(
      count: count, width: width, levels: Int(built.levels), entry: Int(built.entry))
    let records = UnsafeRawBufferPointer(
      start: built.records, count: Int(built.record_count) * GraphView.recordSize)
    return try body(shape, UnsafeRawBufferPointer(nodes), records)
  }

  /// The builder on several threads: each piece has nodes of its own.
  private struct Work: @unchecked Sendable {
    let builder: OpaquePointer
    private let scratches = GraphScratchPool()

    init(builder: OpaquePointer) { self.builder = builder }

    func split(
      _ count: Int, piece: Int, threads: Int,
      _ body: @Sendable (Work, Range<Int>, OpaquePointer) -> Void
    ) {
      let pieces = (count + piece - 1) / piece
      // A thread is not worth its start for a handful.
      WorkerThreads.forEach(pieces, threads: pieces < 4 ? 1 : threads) { number in
        scratches.withScratch { scratch in
          body(self, number * piece..<min((number + 1) * piece, count), scratch.pointer)
        }
      }
    }
  }
}
