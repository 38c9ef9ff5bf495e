internal import Core

/// The fields of one message in Protocol Buffers' wire format, in order.
struct ProtobufFields: Sequence, IteratorProtocol {
  enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>
  /// Whether what was read so far is no message.
  private(set) var isDamaged = false

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func next() -> (field: Int, value: Value)? {
    guard !isDamaged, !rest.isEmpty else { return nil }
    guard let tag = varint(), let value = value(ofKind: tag & 7) else {
      isDamaged = true
      return nil
    }
    return (Int(truncatingIfNeeded: tag >> 3), value)
  }

  private mutating func value(ofKind kind: UInt64) -> Value? {
    switch kind {
    case 0: varint().map(Value.number)
    case 1: fixed(8).map(Value.number)
    case 2: varint().flatMap { take($0) }.map(Value.bytes)
    case 5: fixed(4).map(Value.number)
    default: nil
    }
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  private mutating func fixed(_ count: UInt64) -> UInt64? {
    take(count)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
    guard count <= UInt64(rest.count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }
}
