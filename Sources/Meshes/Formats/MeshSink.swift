internal import Core

/// Where readers put vertices and triangles: counts them against the limits and resolves indices.
struct MeshSink {
  private(set) var triangles: TriangleCollector
  let format: MeshFormat
  private let limits: MeshLimits
  private var positions: [Float] = []

  init(_ format: MeshFormat, _ limits: MeshLimits) {
    self.format = format
    self.limits = limits
    triangles = TriangleCollector(budget: limits.keptTriangles)
  }

  var vertexCount: Int { positions.count / 3 }

  mutating func addVertex(_ position: SIMD3<Float>) throws(Fault) {
    guard vertexCount < limits.maximumVertices else {
      throw .largeMesh(limits.maximumVertices, "vertices")
    }
    positions.append(position.x)
    positions.append(position.y)
    positions.append(position.z)
  }

  /// The position of a vertex, counted from 0.
  func position(_ index: Int) throws(Fault) -> SIMD3<Float> {
    guard index >= 0, index < vertexCount else {
      throw damaged("a face names a vertex that is not there")
    }
    return SIMD3(positions[3 * index], positions[3 * index + 1], positions[3 * index + 2])
  }

  mutating func addTriangle(
    _ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>
  ) throws(Fault) {
    guard triangles.sourceCount < limits.maximumTriangles else {
      throw .largeMesh(limits.maximumTriangles, "triangles")
    }
    triangles.add(a, b, c)
  }

  /// A polygon as a fan from its first corner.
  mutating func addFace(_ indices: [Int]) throws(Fault) {
    guard indices.count >= 3 else { return }
    let first = try position(indices[0])
    var before = try position(indices[1])
    for index in indices.dropFirst(2) {
      let next = try position(index)
      try addTriangle(first, before, next)
      before = next
    }
  }

  func damaged(_ words: String) -> Fault { .damagedMesh(format, words) }
}
