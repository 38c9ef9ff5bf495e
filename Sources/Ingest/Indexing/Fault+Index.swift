import Core

extension Fault {
  /// An error that carries no message for people.
  static func unexpected(_ error: any Error, path: FilePath? = nil) -> Fault {
    if let fault = error as? Fault { return fault }
    return Fault(
      "index.unexpected", .bug, "cannot index the file", path: path, underlying: "\(error)")
  }

  static func rootMissing(_ root: FilePath, keeping count: Int) -> Fault {
    guard count > 0 else {
      return Fault(
        "file.missing", .user, "the folder does not exist", remedy: "Check its name.", path: root)
    }
    return Fault(
      "index.root-missing", .user,
      "the folder is not there; its \(count) known files are kept in the library",
      remedy: "Connect its disk, or remove the folder from the library.", path: root)
  }

  static func rootEmpty(_ root: FilePath, keeping count: Int) -> Fault {
    Fault(
      "index.root-empty", .user,
      "the folder is empty, as if its disk were not mounted; "
        + "its \(count) known files are kept in the library",
      remedy: "Mount the disk, or say that the folder is meant to be empty.", path: root)
  }

  static func unmounted(_ folder: FilePath, keeping count: Int) -> Fault {
    Fault(
      "index.unmounted", .user,
      "the folder is empty and on another disk than before; "
        + "its \(count) known files are kept in the library",
      remedy: "Mount the disk and index again.", path: folder)
  }

  /// Whether the fault is of the moment or the surroundings rather than of the file's content, so
  /// that an unchanged file is worth another try.
  static func isPassing(_ code: String) -> Bool {
    ["file.", "system.", "memory.", "disk.", "index."].contains { code.hasPrefix($0) }
      && code != "file.empty" && code != "file.too-large" || code == "picture.no-memory"
  }
}
