import Core
import Store

extension Row {
  func imageID(_ column: Int) -> ImageID { ImageID(rawValue: integer(column)) }
  func fileID(_ column: Int) -> FileID { FileID(rawValue: integer(column)) }
  func timestamp(_ column: Int) -> Timestamp { Timestamp(rawValue: integer(column)) }
  func path(_ column: Int) -> FilePath { FilePath(bytes: bytes(column)) }
  func hash64(_ column: Int) -> Hash64 { Hash64(bits: UInt64(bitPattern: integer(column))) }

  /// A folder's path in `column` and a name in the next.
  func joinedPath(from column: Int) -> FilePath {
    path(column).appending(path(column + 1))
  }

  /// The table's check makes it 32 bytes.
  func hash256(_ column: Int) -> Hash256 {
    withBytes(column) { bytes in
      Hash256(
        a: bytes.bigEndianWord(0), b: bytes.bigEndianWord(1), c: bytes.bigEndianWord(2),
        d: bytes.bigEndianWord(3))
    }
  }

  /// The table's check makes it 32 bytes.
  func digest(_ column: Int) -> SHA256Digest {
    withBytes(column) { bytes in
      SHA256Digest(
        words: bytes.bigEndianWord(0), bytes.bigEndianWord(1), bytes.bigEndianWord(2),
        bytes.bigEndianWord(3))
    }
  }

  func optionalDigest(_ column: Int) -> SHA256Digest? { isNull(column) ? nil : digest(column) }

  /// What Decoding wrote; a name that this version does not know is shown as raw.
  func format(_ column: Int) -> PictureFormat { PictureFormat(rawValue: text(column)) ?? .raw }

  /// Four columns: device, inode, size, modified.
  func identity(from column: Int) -> FileIdentity {
    FileIdentity(
      device: UInt64(bitPattern: integer(column)), inode: UInt64(bitPattern: integer(column + 1)),
      size: integer(column + 2), modified: integer(column + 3))
  }
}

extension RawSpan {
  fileprivate func bigEndianWord(_ index: Int) -> UInt64 {
    unsafeLoadUnaligned(fromByteOffset: 8 * index, as: UInt64.self).bigEndian
  }
}
