/// Pieces by their bytes.
struct PieceTrie {
  /// The child of a node by a byte: node in the upper part of the key.
  private var children: [UInt64: UInt32] = [:]
  private var ids: [Int32] = [-1]

  /// The first of equal texts counts.
  mutating func insert(_ text: some Sequence<UInt8>, id: Int32) {
    var node: UInt32 = 0
    for byte in text {
      let key = UInt64(node) << 8 | UInt64(byte)
      if let child = children[key] {
        node = child
      } else {
        children[key] = UInt32(ids.count)
        node = UInt32(ids.count)
        ids.append(-1)
      }
    }
    if ids[Int(node)] < 0 { ids[Int(node)] = id }
  }

  /// All pieces that `bytes` has from `start` on, the shortest first.
  func forEachPrefix(
    of bytes: [UInt8], at start: Int, _ body: (_ end: Int, _ id: Int32) -> Void
  ) {
    var node: UInt32 = 0
    for place in start..<bytes.count {
      guard let child = children[UInt64(node) << 8 | UInt64(bytes[place])] else { return }
      node = child
      if ids[Int(node)] >= 0 { body(place + 1, ids[Int(node)]) }
    }
  }

  func id(of bytes: ArraySlice<UInt8>) -> Int32? {
    var node: UInt32 = 0
    for byte in bytes {
      guard let child = children[UInt64(node) << 8 | UInt64(byte)] else { return nil }
      node = child
    }
    return ids[Int(node)] >= 0 ? ids[Int(node)] : nil
  }
}
