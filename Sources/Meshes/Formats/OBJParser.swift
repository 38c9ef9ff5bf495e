internal import Core

/// Wavefront OBJ: `v x y z` and `f 1/1/1 2/2/2 3/3/3 …`, counted from 1, or from the last vertex
/// when negative. All else is passed over.
struct OBJParser: MeshParsing {
  private var lines = LineSplitter()
  /// Corners of one face; more are no face.
  private static let mostCorners = 4096

  mutating func add(_ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink) throws(Fault) {
    _ = try lines.add(bytes, sink.format) { line throws(Fault) in
      try Self.take(line, &sink)
      return true
    }
  }

  mutating func finish(to sink: inout MeshSink) throws(Fault) {
    try lines.finish { line throws(Fault) in
      try Self.take(line, &sink)
      return true
    }
  }

  private static func take(_ line: LineReader, _ sink: inout MeshSink) throws(Fault) {
    var line = line
    if line.takes("v") {
      guard let position = line.position() else {
        throw sink.damaged("a vertex is no three numbers")
      }
      try sink.addVertex(position)
    } else if line.takes("f") {
      var indices: [Int] = []
      while let index = line.integer() {
        line.skipWord()
        indices.append(index < 0 ? sink.vertexCount + index : index - 1)
        guard indices.count <= mostCorners else {
          throw sink.damaged("a face has more than \(mostCorners) corners")
        }
      }
      try sink.addFace(indices)
    }
  }
}
