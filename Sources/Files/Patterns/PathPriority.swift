package import Core

/// Globs in the order of preference, matched against whole paths: `crop/**` matches in any folder
/// named `crop`, `*.heic` any such file.
package struct PathPriority: Sendable {
  private let lists: [GlobList]

  /// - Throws: `glob.malformed`.
  package init(_ globs: [String]) throws(Fault) {
    var lists: [GlobList] = []
    for glob in globs { lists.append(try GlobList([glob, "**/" + glob])) }
    self.lists = lists
  }

  /// The place of the first glob that matches; their number when none does.
  package func place(of path: FilePath) -> Int {
    // Relative to the root of the file system, as globs are to a scan's.
    let bytes = Array(path.bytes.drop { $0 == UInt8(ascii: "/") })
    let nameStart = bytes.count - path.lastComponent.bytes.count
    return lists.firstIndex {
      $0.matches(bytes.span, nameStart: max(0, nameStart), isFolder: false)
    } ?? lists.count
  }
}
