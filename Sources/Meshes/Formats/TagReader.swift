internal import Core

/// Finds the tags in a stream of XML; comments, instructions and text are passed over.
struct TagReader {
  private enum Place {
    case text, tag, comment
  }

  private var place = Place.text
  private var tag: [UInt8] = []
  /// A longer tag is none of a mesh's.
  private static let longest = 1 << 16

  mutating func add(
    _ bytes: UnsafeRawBufferPointer, _ body: (Tag) throws(Fault) -> Void
  ) throws(Fault) {
    for byte in bytes {
      switch place {
      case .text: if byte == UInt8(ascii: "<") { place = .tag }
      case .tag:
        if byte == UInt8(ascii: ">") {
          place = .text
          try end(body)
        } else {
          tag.append(byte)
          if tag.count == 3, tag.elementsEqual("!--".utf8) { place = .comment }
          guard tag.count <= Self.longest else {
            throw .damagedMesh(.threeMF, "a tag of more than \(Self.longest) bytes")
          }
        }
      case .comment:
        // Only the last two bytes matter: whether they are the dashes before the end.
        if byte == UInt8(ascii: ">"), tag.suffix(2).elementsEqual("--".utf8), tag.count >= 5 {
          place = .text
          tag.removeAll(keepingCapacity: true)
        } else {
          if tag.count >= 64 { tag.removeSubrange(3..<tag.count - 2) }
          tag.append(byte)
        }
      }
    }
  }

  private mutating func end(_ body: (Tag) throws(Fault) -> Void) throws(Fault) {
    defer { tag.removeAll(keepingCapacity: true) }
    guard let first = tag.first, first != UInt8(ascii: "?"), first != UInt8(ascii: "!") else {
      return
    }
    try tag.borrowing { bytes throws(Fault) in try body(Tag(bytes)) }
  }
}
