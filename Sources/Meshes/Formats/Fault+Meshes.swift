internal import Core

extension Fault {
  static func damagedMesh(_ format: MeshFormat, _ words: String) -> Fault {
    Fault(
      "mesh.damaged", .user, "the \(format.rawValue.uppercased()) mesh cannot be read",
      remedy: "Open it in the program that made it, and save it again.", underlying: words)
  }

  static let emptyMesh = Fault("mesh.empty", .user, "the mesh has no triangles")

  static func largeMesh(_ limit: Int, _ what: String) -> Fault {
    Fault("mesh.too-large", .user, "the mesh has more than \(limit) \(what)")
  }

  static func slowMesh(_ seconds: Double) -> Fault {
    Fault("mesh.too-slow", .user, "reading the mesh takes longer than \(Int(seconds)) seconds")
  }
}
