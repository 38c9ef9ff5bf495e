internal import Core

/// What is being done with the bytes of one entry.
struct EntryTaking {
  let isWanted: Bool
  /// What the archive says; reading may then end before the entry does.
  let knownCRC: UInt32?
  private(set) var count: Int64 = 0
  private(set) var sum = CRC32()
  /// Why the visitor takes no more.
  private(set) var trouble: Fault?

  init(isWanted: Bool, knownCRC: UInt32?) {
    self.isWanted = isWanted
    self.knownCRC = knownCRC
  }

  /// Whether the bytes are not those that the archive says they are. Asked at the end.
  var isDamaged: Bool { knownCRC.map { $0 != sum.value } ?? false }

  /// Whether more is needed.
  mutating func add(
    _ bytes: UnsafeRawBufferPointer, to visitor: inout some ArchiveVisitor
  ) -> Bool {
    count += Int64(bytes.count)
    sum.add(bytes)
    guard isWanted, trouble == nil else { return true }
    do throws(Fault) {
      try visitor.add(bytes)
      return true
    } catch {
      trouble = error
      return knownCRC == nil
    }
  }
}
