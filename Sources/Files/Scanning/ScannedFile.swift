package import Core

/// A file that a scan found.
package struct ScannedFile: Hashable, Sendable {
  /// The root as it was given, and the way from there.
  package var path: FilePath
  /// What the file system says of it; of the file itself where the path is a symbolic link.
  package var identity: FileIdentity

  package init(path: FilePath, identity: FileIdentity) {
    self.path = path
    self.identity = identity
  }
}
