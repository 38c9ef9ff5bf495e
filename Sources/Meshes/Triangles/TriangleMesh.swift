/// Triangles in space, without order or neighbourhood: what a picture of a mesh needs.
package struct TriangleMesh: Sendable {
  /// Nine numbers a triangle: three corners of x, y and z, all finite.
  package let corners: [Float]
  /// Triangles that the file has; more than ``count`` where they were too many to keep.
  package let sourceCount: Int

  package var count: Int { corners.count / 9 }

  package init(corners: [Float], sourceCount: Int) {
    precondition(corners.count.isMultiple(of: 9), "nine numbers a triangle")
    self.corners = corners
    self.sourceCount = sourceCount
  }
}
