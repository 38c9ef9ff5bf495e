/// What a mesh may cost. Triangles beyond ``keptTriangles`` are read all the same, coarsened.
package struct MeshLimits: Sendable {
  /// That a file may have.
  package var maximumTriangles = 100_000_000
  /// That an indexed file may have: 12 bytes each are held until its triangles are read.
  package var maximumVertices = 8_000_000
  /// Held at a time.
  package var keptTriangles = 1_000_000
  /// Wall time from the first byte to the last.
  package var maximumSeconds = 60.0

  package init() {}

  package static let standard = MeshLimits()
}
