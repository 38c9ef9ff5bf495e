package import Core

/// Gets the bytes of the entries that it wants, one entry after the other.
package protocol ArchiveVisitor {
  /// An entry comes whose bytes may be had.
  ///
  /// - Returns: whether they are wanted.
  mutating func begin(_ entry: ArchivedFile) -> Bool

  /// The next bytes of the entry. Lent for the length of the call.
  ///
  /// - Throws: what keeps the entry from being used; it becomes an issue, and no more of it comes.
  mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault)

  /// The entry is complete, with its size and sum as they are.
  ///
  /// - Throws: as ``add(_:)``.
  mutating func end(_ entry: ArchivedFile) throws(Fault)

  /// The entry will not be complete: it is damaged, or more than what is allowed.
  mutating func drop()
}

/// Wants nothing: for the list of files alone.
package struct ListingVisitor: ArchiveVisitor {
  package init() {}
  package mutating func begin(_ entry: ArchivedFile) -> Bool { false }
  package mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault) {}
  package mutating func end(_ entry: ArchivedFile) throws(Fault) {}
  package mutating func drop() {}
}
