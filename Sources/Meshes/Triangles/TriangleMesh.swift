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

  /// The area of all triangles, in the square of the file's unit. O(count).
  package var area: Double {
    var sum = 0.0
    for start in stride(from: 0, to: corners.count, by: 9) {
      func edge(_ corner: Int, _ axis: Int) -> Double {
        Double(corners[start + 3 * corner + axis]) - Double(corners[start + axis])
      }
      let x = edge(1, 1) * edge(2, 2) - edge(1, 2) * edge(2, 1)
      let y = edge(1, 2) * edge(2, 0) - edge(1, 0) * edge(2, 2)
      let z = edge(1, 0) * edge(2, 1) - edge(1, 1) * edge(2, 0)
      sum += (x * x + y * y + z * z).squareRoot() / 2
    }
    return sum
  }
}
