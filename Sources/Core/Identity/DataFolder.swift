/// Where Semblance keeps what it makes when nobody says where.
package enum DataFolder {
  /// `$XDG_DATA_HOME/semblance`, or `~/.local/share/semblance` (XDG Base Directory Specification);
  /// on macOS `~/Library/Application Support/Semblance`. `nil` where neither is named.
  package static func standard(environment: [String: String]) -> FilePath? {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return FilePath(data).appending("semblance")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    #if os(macOS)
      return FilePath(home).appending("Library/Application Support/Semblance")
    #else
      return FilePath(home).appending(".local/share/semblance")
    #endif
  }
}
