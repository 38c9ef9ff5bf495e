import Core
import Store

extension Row {
  func imageID(_ column: Int) -> ImageID { ImageID(rawValue: integer(column)) }
  func fileID(_ column: Int) -> FileID { FileID(rawValue: integer(column)) }
  func timestamp(_ column: Int) -> Timestamp { Timestamp(rawValue: integer(column)) }
  func path(_ column: Int) -> FilePath { FilePath(bytes: bytes(column)) }
  func hash64(_ column: Int) -> Hash64 { Hash64(bits: UInt64(bitPattern: integer(column))) }

  /// Samples along a side, so many that the area of two sides still is a number.
  func side(_ column: Int) -> Int { max(0, Int(Int32(clamping: integer(column)))) }

  /// A sum of bytes as `total()` gives it, up to what there can be: one sparse file may say that it has
  /// 8 EB.
  func byteTotal(_ column: Int) -> Int64 { Int64(saturating: real(column)) }

  /// A folder's path in `column` and a name in the next.
  func joinedPath(from column: Int) -> FilePath {
    path(column).appending(path(column + 1))
  }

  /// - Throws: ``CatalogueFault/damaged(_:)`` for anything but 32 bytes, which the table's check refuses.
  func hash256(_ column: Int) throws(Fault) -> Hash256 {
    try withBytes(column) { bytes throws(Fault) in
      guard bytes.byteCount == 32 else { throw CatalogueFault.damaged("a picture's hash") }
      return Hash256(
        a: bytes.bigEndianWord(0), b: bytes.bigEndianWord(1), c: bytes.bigEndianWord(2),
        d: bytes.bigEndianWord(3))
    }
  }

  /// - Throws: ``CatalogueFault/damaged(_:)`` for anything but 32 bytes, which the table's check refuses.
  func digest(_ column: Int) throws(Fault) -> SHA256Digest {
    try withBytes(column) { bytes throws(Fault) in
      guard bytes.byteCount == 32 else { throw CatalogueFault.damaged("a file's digest") }
      return SHA256Digest(
        words: bytes.bigEndianWord(0), bytes.bigEndianWord(1), bytes.bigEndianWord(2),
        bytes.bigEndianWord(3))
    }
  }

  func optionalDigest(_ column: Int) throws(Fault) -> SHA256Digest? {
    isNull(column) ? nil : try digest(column)
  }

  /// - Throws: ``CatalogueFault/damaged(_:)`` for what is no id.
  func ulid(_ column: Int) throws(Fault) -> ULID {
    guard let ulid = ULID(text(column)) else { throw CatalogueFault.damaged("a picture's id") }
    return ulid
  }

  /// - Throws: ``CatalogueFault/damaged(_:)`` for any other number of numbers.
  func vector(_ column: Int, of dimension: Int) throws(Fault) -> [Float] {
    let vector = withBytes(column) { VectorCoding.decode($0) }
    guard vector.count == dimension else { throw CatalogueFault.damaged("a picture's vector") }
    return vector
  }

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
