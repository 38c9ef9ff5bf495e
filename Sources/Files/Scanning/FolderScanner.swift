package import Core

/// Lists the pictures below some folders.
///
/// Nothing is opened but folders and ignore files, and one bad entry never stops the scan: it is
/// reported and the scan goes on. About 100,000 files take a fifth of a CPU second when the system has
/// their folders in memory.
package struct FolderScanner: Sendable {
  /// Folders, or single files, to list.
  package let roots: [FilePath]
  package let options: ScanOptions

  package init(roots: [FilePath], options: ScanOptions = ScanOptions()) {
    self.roots = roots
    self.options = options
  }

  /// Walks the roots and calls `visit` for every file that the options ask for and everything that
  /// could not be listed.
  ///
  /// - The order is fixed: folders among the roots in the order of their real paths; within one,
  ///   paths in the order of their bytes; then what symbolic links lead to; then single files.
  /// - A folder that lies below two roots is listed once, under the outer one. A root is scanned
  ///   even where the rules of another would leave it out, hidden or ignored as it may be.
  /// - A root that is a file is listed whatever its name.
  /// - Issues are `file.missing` (a root only: a file that vanishes during the scan is not one),
  ///   `file.permission`, `file.empty`, `file.not-regular`, `file.symlink-loop`,
  ///   `file.name-too-long`, ….
  ///
  /// - Throws: `glob.malformed` before anything is listed, ``Cancelled``, what `visit` throws.
  package func scan(
    cancellation: CancellationToken = CancellationToken(), _ visit: (ScanEvent) throws -> Void
  ) throws {
    let rules = try ScanRules(options)
    let (folders, files) = try resolveRoots(visit)
    var walk = FolderWalk(
      rules: rules, cancellation: cancellation,
      remembersFiles: options.followsSymlinks || !files.isEmpty)
    for folder in folders {
      try walk.walk(folder, rules.root(at: folder), followsSymlink: true, visit)
    }
    try walk.followLinks(visit)
    for file in files {
      try cancellation.check()
      try walk.list(file, visit)
    }
  }

  /// Sorts the roots into folders and files, each named once; reports those that are not there.
  private func resolveRoots(
    _ visit: (ScanEvent) throws -> Void
  ) throws -> (folders: [FilePath], files: [FilePath]) {
    var found: [(real: FilePath, root: FilePath, isFolder: Bool)] = []
    for root in roots {
      do throws(Fault) {
        found.append((try root.resolved(), root, try root.status().kind == .folder))
      } catch {
        try visit(.issue(error))
      }
    }
    // An outer folder's path comes before that of an inner one.
    found.sort { ($0.real, $0.root) < ($1.real, $1.root) }
    var seen: Set<FilePath> = []
    found = found.filter { seen.insert($0.real).inserted }
    return (found.filter(\.isFolder).map(\.root), found.filter { !$0.isFolder }.map(\.root))
  }
}
