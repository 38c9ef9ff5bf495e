internal import CKernels

/// A navigable small world graph that lies in somebody's memory. Valid only inside the closure that
/// it was lent to.
package struct GraphView {
  let graph: vector_graph

  /// Links of a node.
  package static let linkLimit = Int(GRAPH_LINKS)
  /// Bytes of a node: its code, scale, and links together.
  package static func nodeSize(width: Int) -> Int { width + Int(GRAPH_NODE_TAIL) }
  /// Bytes of a record of an upper level.
  package static let recordSize = MemoryLayout<graph_record>.stride

  /// What a graph is besides nodes and records.
  package struct Shape: Hashable, Sendable {
    package var count: Int
    /// Bytes a code.
    package var width: Int
    /// Levels above the lowest.
    package var levels: Int
    /// Where searches begin: a record of the highest level, or a node when there is only one.
    package var entry: Int

    package init(count: Int, width: Int, levels: Int, entry: Int) {
      (self.count, self.width, self.levels, self.entry) = (count, width, levels, entry)
    }
  }

  package init(_ shape: Shape, nodes: UnsafeRawBufferPointer, records: UnsafeRawBufferPointer) {
    precondition(nodes.count >= shape.count * Self.nodeSize(width: shape.width))
    graph = vector_graph(
      nodes: nodes.baseAddress!.assumingMemoryBound(to: UInt8.self), width: shape.width,
      count: UInt32(shape.count),
      records: records.baseAddress!.assumingMemoryBound(to: graph_record.self),
      record_count: UInt32(records.count / Self.recordSize), levels: UInt32(shape.levels),
      entry: UInt32(shape.entry), part: 0)
  }

  /// A node's links.
  package func links(of node: Int) -> [Int] {
    precondition(node < graph.count)
    let tail =
      UnsafeRawPointer(graph.nodes + node * Self.nodeSize(width: graph.width))
      + graph.width
    let count = min(tail.load(fromByteOffset: 4, as: UInt32.self), UInt32(Self.linkLimit))
    return (0..<Int(count)).map { Int(tail.load(fromByteOffset: 8 + 4 * $0, as: UInt32.self)) }
  }

  /// Which nodes a walk may find.
  package struct Filter {
    /// A bit a node; others are walked through but not found.
    package var allowed: [UInt64]
    /// How many of those to find; the walk ends no sooner, nor before it has looked at as much as one
    /// without a filter.
    package var kept: Int
    /// Products after which to give up, also when it is plain early that they will be needed.
    package var budget: Int

    package init(allowed: [UInt64], kept: Int, budget: Int) {
      (self.allowed, self.kept, self.budget) = (allowed, kept, budget)
    }
  }

  /// Walks the graph.
  ///
  /// - Parameters:
  ///   - breadth: how many of the nearest nodes to look around from; the walk ends when nothing nearer
  ///     than the worst of them is left to look at.
  ///   - filter: what may be found; `nil` for all.
  /// - Returns: the nearest found, best first: at most `breadth`, with a filter at most its `kept`;
  ///   `nil` when it gave up.
  package func nearest(
    _ queries: CodedQueries, query: Int, breadth: Int, filter: Filter? = nil,
    scratch: borrowing GraphScratch, path: VectorPath = .best
  ) -> [VectorCandidate]? {
    precondition(queries.width == graph.width && breadth > 0)
    precondition(filter.map { $0.allowed.count * 64 >= graph.count && $0.kept > 0 } ?? true)
    var found = CandidateLists(queries: 1, capacity: filter?.kept ?? breadth)
    let scratch = scratch.pointer
    let isComplete = withUnsafePointer(to: graph) { graph in
      queries.withQueries(query..<query + 1) { one in
        found.withList { list in
          guard let filter else {
            return semblance_graph_search(
              path.rawValue, graph, one.pointee, nil, 0, 0, scratch, list)
          }
          return semblance_graph_search(
            path.rawValue, graph, one.pointee, filter.allowed, breadth, filter.budget, scratch, list
          )
        }
      }
    }
    return isComplete ? found.sorted(query: 0) : nil
  }
}
