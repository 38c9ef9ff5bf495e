/// A file to be packed.
package struct PackedFile: Sendable {
  package var name: [UInt8]
  package var bytes: [UInt8]
  /// Where a symbolic link leads; `nil` for a file.
  package var link: String?

  package init(_ name: String, _ bytes: some Sequence<UInt8>, link: String? = nil) {
    self.name = Array(name.utf8)
    self.bytes = Array(bytes)
    self.link = link
  }

  package init(rawName: [UInt8], _ bytes: [UInt8]) {
    name = rawName
    self.bytes = bytes
  }
}

/// Bytes of numbers, little-endian unless said otherwise.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ value: some FixedWidthInteger, bigEndian: Bool = false) {
    withUnsafeBytes(of: bigEndian ? value.bigEndian : value.littleEndian) { bytes += $0 }
  }

  mutating func add(_ more: some Sequence<UInt8>) { bytes += more }

  /// RAR 5's variable length integers: seven bits a byte, the lowest first.
  mutating func addVariable(_ value: Int) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
