import Core

extension Fault {
  /// Something on the disk is not what was written there.
  static func damaged(_ what: String, _ path: FilePath) -> Fault {
    Fault(
      "vectors.damaged", .runtime, what,
      remedy: "Rebuild the vector index; it is made from the catalogue and nothing is lost.",
      path: path)
  }
}
