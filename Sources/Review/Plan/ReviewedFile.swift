package import Core

/// A file as a report saw it: what must still be true of it when the time comes to act.
package struct ReviewedFile: Hashable, Sendable {
  package let path: FilePath
  /// As of the report. The device is not compared: its number may change with a restart.
  package let identity: FileIdentity
  /// Of the content, when the report knows it.
  package let digest: SHA256Digest?

  package init(path: FilePath, identity: FileIdentity, digest: SHA256Digest? = nil) {
    self.path = path
    self.identity = identity
    self.digest = digest
  }

  /// The file as it is now.
  ///
  /// - Throws: a `Fault` when there is no regular file of that name.
  package init(reading path: FilePath, digesting: Bool = false) throws(Fault) {
    let entry = try FileEntry.regular(path)
    self.init(
      path: path, identity: entry.identity,
      digest: digesting ? try FileDigest.sha256(ofFile: path) : nil)
  }

  /// Checks that the file is the one that was reported.
  ///
  /// - Parameter digesting: whether to read it and compare the digest too, where one is known.
  /// - Throws: a `Fault` `file.missing`, or `review.changed` when it is another file, or changed.
  package func check(digesting: Bool) throws(Fault) {
    let entry = try FileEntry.regular(path)
    guard entry.identity.isSameContent(as: identity) else { throw Self.changed(path) }
    if digesting, let digest, try FileDigest.sha256(ofFile: path) != digest {
      throw Self.changed(path)
    }
  }

  static func changed(_ path: FilePath) -> Fault {
    Fault(
      "review.changed", .user, "changed since the report",
      remedy: "Index it again, then look at the new report.", path: path)
  }
}

extension FileIdentity {
  /// Whether both are of one file whose content has not been written to in between, whatever the
  /// number of the device that it is on.
  func isSameContent(as other: FileIdentity) -> Bool {
    inode == other.inode && size == other.size && modified == other.modified
  }
}
