/// Takes binary numbers off a row. Lives no longer than the bytes it reads.
struct PLYRowReader {
  private let bytes: UnsafeRawBufferPointer
  private let isBig: Bool
  private(set) var position: Int

  init(_ bytes: UnsafeRawBufferPointer, from position: Int, isBig: Bool) {
    self.bytes = bytes
    self.isBig = isBig
    self.position = position
  }

  /// `nil` where the bytes end before the number does.
  mutating func next(_ number: PLYHeader.Number) -> Double? {
    guard position + number.size <= bytes.count else { return nil }
    let at = position
    position += number.size
    switch number {
    case .int8: return Double(integer(at, Int8.self))
    case .uint8: return Double(integer(at, UInt8.self))
    case .int16: return Double(integer(at, Int16.self))
    case .uint16: return Double(integer(at, UInt16.self))
    case .int32: return Double(integer(at, Int32.self))
    case .uint32: return Double(integer(at, UInt32.self))
    case .float: return Double(Float(bitPattern: integer(at, UInt32.self)))
    case .double: return Double(bitPattern: integer(at, UInt64.self))
    }
  }

  private func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    _ at: Int, _ type: Value.Type
  ) -> Value {
    let value = bytes.loadUnaligned(fromByteOffset: at, as: Value.self)
    return isBig ? Value(bigEndian: value) : Value(littleEndian: value)
  }
}
