package import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a library lies when nobody says.
package enum LibraryPlace {
  /// `$XDG_DATA_HOME/semblance`, or `~/.local/share/semblance` (XDG Base Directory Specification);
  /// on macOS `~/Library/Application Support/Semblance`.
  ///
  /// - Throws: a fault when neither the environment nor the user database names a home.
  package static func standard(
    environment: [String: String]
  ) throws(Fault) -> FilePath {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return FilePath(data).appending("semblance")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw Fault(
        "library.no-home", .user, "there is no home folder to keep the library in",
        remedy: "Say where with --library FOLDER.")
    }
    #if os(macOS)
      return FilePath(home).appending("Library/Application Support/Semblance")
    #else
      return FilePath(home).appending(".local/share/semblance")
    #endif
  }
}
