/// What an archive says of one of its entries.
struct StoredEntry {
  enum Kind {
    case file, folder
    /// Symbolic or hard.
    case link
    /// A device or a pipe.
    case special
  }

  /// The bytes as stored, or in UTF-8 where the archive says what they are in.
  var name: [UInt8]
  var kind: Kind
  /// Unpacked, in bytes; `nil` where the archive does not say.
  var size: Int64?
  var isEncrypted: Bool
}
