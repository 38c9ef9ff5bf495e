import Core

extension Fault {
  static func damagedModel(_ reason: String, path: FilePath? = nil) -> Fault {
    Fault(
      "model.damaged", .user, "The quality model cannot be used: \(reason).",
      remedy: "Fetch the model again.", path: path)
  }
}
