internal import Core

/// The model part of a 3MF project (3MF Core Specification 1.3): meshes of objects, objects made of
/// others, and what is to be built of them, each placed by a matrix.
///
/// A reader of tags alone, with bounded memory: entities, namespaces and the rest of XML make no
/// difference to the numbers that a mesh consists of.
struct ProjectParser: MeshParsing {
  private var tags = TagReader()
  private var project = Project()

  mutating func add(_ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink) throws(Fault) {
    var project = self.project
    self.project = Project()
    try tags.add(bytes) { tag throws(Fault) in try project.take(tag, &sink) }
    self.project = project
  }

  mutating func finish(to sink: inout MeshSink) throws(Fault) { try project.build(&sink) }
}

/// The objects of a project while it is read.
private struct Project {
  private struct Part {
    var object: Int
    var placing: Placing
  }

  private struct Object {
    /// Of its vertices among all.
    var firstVertex: Int
    /// Three indices a triangle, from the first vertex on.
    var corners: [Int32] = []
    var parts: [Part] = []
  }

  private var objects: [Int: Object] = [:]
  private var current: Int?
  private var items: [Part] = []
  private var cornerCount = 0

  private static let deepest = 8
  private static let mostParts = 10_000
  /// Indices are held until all is read: 12 bytes a triangle.
  private static let mostCorners = 3 * 10_000_000

  mutating func take(_ tag: Tag, _ sink: inout MeshSink) throws(Fault) {
    switch tag.name {
    case .object:
      guard let id = tag.integer("id") else { return }
      objects[id] = Object(firstVertex: sink.vertexCount)
      current = id
    case .objectEnd: current = nil
    case .vertex:
      guard let x = tag.number("x"), let y = tag.number("y"), let z = tag.number("z") else {
        throw sink.damaged("a vertex is no three numbers")
      }
      try sink.addVertex(SIMD3(x, y, z))
    case .triangle: try takeTriangle(tag, sink.format)
    case .component:
      guard let current, let id = tag.integer("objectid") else { return }
      objects[current]?.parts.append(Part(object: id, placing: Placing(tag.value("transform"))))
    case .item:
      guard let id = tag.integer("objectid"), items.count < Self.mostParts else { return }
      items.append(Part(object: id, placing: Placing(tag.value("transform"))))
    case nil: break
    }
  }

  private mutating func takeTriangle(_ tag: Tag, _ format: MeshFormat) throws(Fault) {
    guard let current, let a = tag.integer("v1"), let b = tag.integer("v2"),
      let c = tag.integer("v3")
    else { return }
    cornerCount += 3
    guard cornerCount <= Self.mostCorners else {
      throw .largeMesh(Self.mostCorners / 3, "triangles in objects")
    }
    for index in [a, b, c] {
      objects[current]?.corners.append(Int32(clamping: index))
    }
  }

  /// Without a build, all objects that have meshes are shown where they are.
  func build(_ sink: inout MeshSink) throws(Fault) {
    var placed = 0
    for item in items { try add(item, Placing(), 0, &placed, &sink) }
    guard sink.triangles.sourceCount == 0 else { return }
    for id in objects.keys.sorted() {
      try add(Part(object: id, placing: Placing()), Placing(), 0, &placed, &sink)
    }
  }

  private func add(
    _ part: Part, _ outer: Placing, _ depth: Int, _ placed: inout Int, _ sink: inout MeshSink
  ) throws(Fault) {
    guard let object = objects[part.object] else { return }
    placed += 1
    guard depth <= Self.deepest, placed <= Self.mostParts else {
      throw sink.damaged("objects within objects without end")
    }
    let placing = part.placing.then(outer)
    var position = [SIMD3<Float>](repeating: .zero, count: 3)
    for start in stride(from: 0, to: object.corners.count, by: 3) {
      for corner in 0..<3 {
        let index = Int(object.corners[start + corner])
        position[corner] = placing.placed(try sink.position(object.firstVertex + index))
      }
      try sink.addTriangle(position[0], position[1], position[2])
    }
    for inner in object.parts { try add(inner, placing, depth + 1, &placed, &sink) }
  }
}
