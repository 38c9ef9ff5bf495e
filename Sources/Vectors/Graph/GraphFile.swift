import Core
import Kernels

/// A segment's graph: codes and links, made to be mapped. It is a cache: it can always be built again
/// from the vectors.
final class GraphFile: Sendable {
  static let kind: UInt64 = 3

  let file: SectionFile
  private let shape: GraphView.Shape
  private let scratches = GraphScratchPool()

  init(_ path: FilePath, dimension: Int, count: Int) throws(Fault) {
    file = try SectionFile(path)
    let width = VectorKernel.codeWidth(dimension: dimension)
    shape = GraphView.Shape(
      count: count, width: width, levels: Int(file.extra[0]), entry: Int(file.extra[1]))
    guard file.kind == Self.kind, file.dimension == dimension, file.count == count,
      file.range(.nodes).count == count * GraphView.nodeSize(width: width)
    else { throw .damaged("this file does not belong to its segment", path) }
    file.file.adviseRandom()
  }

  /// Writes a graph and waits until it is on the disk.
  static func write(
    _ building: borrowing GraphBuilding, to path: FilePath, dimension: Int, witness: DiskWitness?
  ) throws(Fault) {
    try building.withGraph { shape, nodes, records throws(Fault) in
      var writer = try SectionFileWriter(
        path, kind: kind, dimension: dimension, count: shape.count,
        extra: [UInt64(shape.levels), UInt64(shape.entry)], witness: witness)
      try writer.begin(.nodes)
      try writer.append(nodes)
      try writer.begin(.upper)
      try writer.append(records)
      try writer.finish()
    }
  }

  /// Lends the nodes' codes as rows for a scan.
  func withRows<R: ~Copyable>(part: UInt32, _ body: (CodedRows) -> R) -> R {
    let size = GraphView.nodeSize(width: shape.width)
    return file.withSection(.nodes) { nodes in
      body(
        CodedRows(
          codes: nodes.baseAddress!, stride: size, scales: nodes.baseAddress! + shape.width,
          scaleStride: size, width: shape.width, count: shape.count, part: part))
    }
  }

  func withGraph<R>(_ body: (GraphView) -> R) -> R {
    file.withSection(.nodes) { nodes in
      file.withSection(.upper) { records in
        body(GraphView(shape, nodes: nodes, records: records))
      }
    }
  }

  /// The nearest to a query, best first; `nil` when the filter would have led too far.
  func nearest(
    _ queries: CodedQueries, query: Int, breadth: Int, filter: GraphView.Filter?
  ) -> [VectorCandidate]? {
    withGraph { graph in
      scratches.withScratch { scratch in
        graph.nearest(queries, query: query, breadth: breadth, filter: filter, scratch: scratch)
      }
    }
  }
}
