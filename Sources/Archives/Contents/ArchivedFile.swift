/// A file in an archive, or in an archive within it.
package struct ArchivedFile: Hashable, Sendable {
  /// As stored, after the names of the archives around it: `inner.zip/renders/a.jpg`. Text for
  /// people: bytes that are not UTF-8 are escaped.
  package var name: String
  package var kind: EntryKind
  /// Unpacked, in bytes.
  package var size: Int64
  /// CRC-32 (ISO-HDLC, as in zip) of the unpacked bytes: what the archive says where it was not
  /// unpacked, what was computed where it was. `nil` for a file that could not be read.
  package var crc: UInt32?
  /// How many archives are around it, the outermost not counted.
  package var depth: Int

  package init(name: String, kind: EntryKind, size: Int64, crc: UInt32?, depth: Int = 0) {
    self.name = name
    self.kind = kind
    self.size = size
    self.crc = crc
    self.depth = depth
  }
}
