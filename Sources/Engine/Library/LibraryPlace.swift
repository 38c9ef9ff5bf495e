package import Core

/// Where a library lies when nobody says.
package enum LibraryPlace {
  /// The folder of ``Core/DataFolder``.
  ///
  /// - Throws: a fault when the environment names no home.
  package static func standard(
    environment: [String: String]
  ) throws(Fault) -> FilePath {
    if let folder = DataFolder.standard(environment: environment) { return folder }
    throw Fault(
      "library.no-home", .user, "there is no home folder to keep the library in",
      remedy: "Say where with --library FOLDER.")
  }
}
