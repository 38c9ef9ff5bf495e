package import Core

/// Reads one mesh from bytes that come piece by piece, in bounded memory.
package struct MeshReader {
  private var parse: any RunningParse
  private let limits: MeshLimits
  private let started = ContinuousClock.now

  /// - Parameter size: of the whole file in bytes, where it is known: it tells the two kinds of STL
  ///   apart.
  package init(_ format: MeshFormat, size: Int64?, limits: MeshLimits = .standard) {
    self.limits = limits
    let sink = MeshSink(format, limits)
    parse =
      switch format {
      case .stl: Parse(STLParser(size: size), sink)
      case .obj: Parse(OBJParser(), sink)
      case .ply: Parse(PLYParser(), sink)
      case .threeMF: Parse(ProjectParser(), sink)
      }
  }

  /// The next bytes of the file.
  ///
  /// - Throws: `mesh.damaged`, `mesh.too-large`, `mesh.too-slow`.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard (ContinuousClock.now - started) / .seconds(1) <= limits.maximumSeconds else {
      throw .slowMesh(limits.maximumSeconds)
    }
    try parse.add(bytes)
  }

  /// - Throws: as ``add(_:)``, and `mesh.empty`.
  package mutating func finish() throws(Fault) -> TriangleMesh {
    let mesh = try parse.finish()
    guard mesh.count > 0 else { throw .emptyMesh }
    return mesh
  }

  /// Reads a mesh that is in memory whole.
  package static func mesh(
    _ format: MeshFormat, _ bytes: UnsafeRawBufferPointer, limits: MeshLimits = .standard
  ) throws(Fault) -> TriangleMesh {
    var reader = MeshReader(format, size: Int64(bytes.count), limits: limits)
    try reader.add(bytes)
    return try reader.finish()
  }
}

/// A format's reader: bytes in, triangles out.
protocol MeshParsing {
  mutating func add(_ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink) throws(Fault)
  mutating func finish(to sink: inout MeshSink) throws(Fault)
}

/// A parser with its sink, of whichever format.
private protocol RunningParse {
  mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault)
  mutating func finish() throws(Fault) -> TriangleMesh
}

private struct Parse<Parser: MeshParsing>: RunningParse {
  private var parser: Parser
  private var sink: MeshSink

  init(_ parser: Parser, _ sink: MeshSink) {
    self.parser = parser
    self.sink = sink
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    try parser.add(bytes, to: &sink)
  }

  mutating func finish() throws(Fault) -> TriangleMesh {
    try parser.finish(to: &sink)
    return sink.triangles.mesh()
  }
}
