package import Core

/// A file that a scan found.
package struct ScannedFile: Hashable, Sendable {
  /// The root as it was given, and the way from there.
  package var path: FilePath
  /// What the file system says of it; of the file itself where the path is a symbolic link.
  package var identity: FileIdentity

  /// The words of the marks beside it (``PictureMark``), in their order.
  package var marks: [String]

  package init(path: FilePath, identity: FileIdentity, marks: [String] = []) {
    self.path = path
    self.identity = identity
    self.marks = marks
  }
}
