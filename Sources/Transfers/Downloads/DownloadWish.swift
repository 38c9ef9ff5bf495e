package import Core

/// A file to be fetched.
package struct DownloadWish: Sendable {
  package var address: TransferAddress
  /// Where it goes; beside it lie, until it is whole, `NAME.part` and what is known of that.
  package var place: FilePath
  /// How long it must be, where that is known.
  package var bytes: Int64?
  /// What its SHA-256 must be, where that is known.
  package var digest: SHA256Digest?
  /// No answer may be longer.
  package var mostBytes: Int64

  package init(
    _ address: TransferAddress, to place: FilePath, bytes: Int64? = nil,
    digest: SHA256Digest? = nil, mostBytes: Int64 = 16 << 30
  ) {
    self.address = address
    self.place = place
    self.bytes = bytes
    self.digest = digest
    self.mostBytes = mostBytes
  }
}

/// A file that was fetched.
package struct DownloadedFile: Sendable, Hashable {
  package var bytes: Int64
  package var digest: SHA256Digest
  /// Whether the digest was known before: by the wish, or because the server stated it.
  package var wasVerified: Bool
  /// Bytes that an earlier try had brought.
  package var resumedFrom: Int64
}
