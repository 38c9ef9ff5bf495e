import Core

extension Fault {
  /// What helps against every kind of damage.
  static let rebuilding =
    "It is made from the catalogue, and nothing is lost: semblance doctor --rebuild-vectors."

  /// Something on the disk is not what was written there.
  static func damaged(_ what: String, _ path: FilePath) -> Fault {
    Fault(
      "vectors.damaged", .runtime, what,
      remedy: rebuilding,
      path: path)
  }
}
