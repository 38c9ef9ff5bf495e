/// The formats of meshes that are read.
package enum MeshFormat: String, Hashable, Sendable, CaseIterable {
  case stl, obj, ply
  /// The model part of a 3MF project, `3D/3dmodel.model`.
  case threeMF = "3mf"

  /// - Parameter name: of a file or an entry.
  package init?(name: String) {
    let name = name.lowercased()
    if name.hasSuffix(".stl") {
      self = .stl
    } else if name.hasSuffix(".obj") {
      self = .obj
    } else if name.hasSuffix(".ply") {
      self = .ply
    } else if name.hasSuffix(".model") {
      self = .threeMF
    } else {
      return nil
    }
  }
}
