/// Bounds-checked reading of numbers from bytes that may say anything.
///
/// Every offset is checked before a byte is touched and all arithmetic is overflow-checked, so no
/// input can trap. The bytes are borrowed: a reader must not outlive the closure that lent them.
struct ByteReader {
  enum Order { case little, big }

  let bytes: UnsafeRawBufferPointer
  var order: Order = .big

  var count: Int { bytes.count }

  /// The bytes of `range` if all of them are there.
  func slice(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer? {
    guard offset >= 0, count >= 0 else { return nil }
    let (end, overflow) = offset.addingReportingOverflow(count)
    guard !overflow, end <= bytes.count else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
  }

  func u8(_ offset: Int) -> UInt8? { slice(offset, 1)?[0] }

  func u16(_ offset: Int) -> UInt16? {
    slice(offset, 2).map { ordered($0.loadUnaligned(as: UInt16.self)) }
  }

  func u32(_ offset: Int) -> UInt32? {
    slice(offset, 4).map { ordered($0.loadUnaligned(as: UInt32.self)) }
  }

  func u64(_ offset: Int) -> UInt64? {
    slice(offset, 8).map { ordered($0.loadUnaligned(as: UInt64.self)) }
  }

  /// Whether the bytes at `offset` are those of `text`.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard let found = slice(offset, text.utf8CodeUnitCount) else { return false }
    return text.withUTF8Buffer { found.elementsEqual($0) }
  }

  private func ordered<Number: FixedWidthInteger>(_ number: Number) -> Number {
    order == .big ? Number(bigEndian: number) : Number(littleEndian: number)
  }
}
