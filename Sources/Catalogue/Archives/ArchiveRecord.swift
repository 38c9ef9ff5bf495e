package import Core

/// The row of an archive's content.
package struct ArchiveID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What is known of an archive's content.
package struct ArchiveRecord: Hashable, Sendable {
  /// A file in an archive.
  package struct Entry: Hashable, Sendable {
    package var name: String
    /// `picture`, `thumbnail`, `model`, `archive` or `other`.
    package var kind: String
    /// Unpacked, in bytes.
    package var size: Int64
    /// `nil` for what could not be read.
    package var crc: UInt32?
    package var depth: Int

    package init(name: String, kind: String, size: Int64, crc: UInt32?, depth: Int) {
      self.name = name
      self.kind = kind
      self.size = size
      self.crc = crc
      self.depth = depth
    }
  }

  /// Something that was passed over.
  package struct Issue: Hashable, Sendable {
    package var code: String
    package var message: String

    package init(code: String, message: String) {
      self.code = code
      self.message = message
    }
  }

  package var sha256: SHA256Digest
  package var byteSize: Int64
  /// `zip`, `7z`, `rar` or `tar`.
  package var format: String
  package var version: Int
  package var entries: [Entry]
  package var previews: [ArchivePreview]
  package var issues: [Issue]
  /// How many there were; ``issues`` may be fewer.
  package var issueCount: Int

  package init(
    sha256: SHA256Digest, byteSize: Int64, format: String, version: Int, entries: [Entry],
    previews: [ArchivePreview], issues: [Issue], issueCount: Int
  ) {
    self.sha256 = sha256
    self.byteSize = byteSize
    self.format = format
    self.version = version
    self.entries = entries
    self.previews = previews
    self.issues = issues
    self.issueCount = issueCount
  }
}
