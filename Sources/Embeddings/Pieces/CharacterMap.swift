internal import Core

/// The replacements that a SentencePiece model makes before it cuts a text, such as NFKC: the length of a
/// trie, the trie as a double array (Aoe 1989; the layout of the program Darts-clone), and the
/// replacements, each ended by a zero.
struct CharacterMap {
  private var units: [UInt32] = []
  private var texts: [UInt8] = []

  /// - Parameter bytes: `precompiled_charsmap`; empty for none.
  /// - Throws: a fault `model.vocabulary` when it is damaged.
  init(_ bytes: [UInt8]) throws(Fault) {
    if bytes.isEmpty { return }
    guard bytes.count > 4 else { throw .vocabulary("its table of characters is cut short") }
    let length = Int(Self.word(bytes, 0))
    guard length % 4 == 0, length > 0, length < bytes.count - 4 else {
      throw .vocabulary("its table of characters is damaged")
    }
    units = (0..<length / 4).map { Self.word(bytes, 4 + 4 * $0) }
    texts = Array(bytes[(4 + length)...])
  }

  /// The replacement of the longest beginning of `bytes` from `start` on that has one, and its length.
  func replacement(_ bytes: [UInt8], at start: Int) -> (text: ArraySlice<UInt8>, length: Int)? {
    guard var unit = units.first else { return nil }
    var node = Self.offset(unit)
    var found: (place: Int, length: Int)?
    for place in start..<bytes.count {
      node ^= Int(bytes[place])
      guard units.indices.contains(node) else { break }
      unit = units[node]
      guard unit & 0x8000_00FF == UInt32(bytes[place]) else { break }
      node ^= Self.offset(unit)
      guard units.indices.contains(node) else { break }
      if unit >> 8 & 1 == 1 {
        found = (Int(units[node] & 0x7FFF_FFFF), place + 1 - start)
      }
    }
    guard let found, texts.indices.contains(found.place) else { return nil }
    let end = texts[found.place...].firstIndex(of: 0) ?? texts.endIndex
    return (texts[found.place..<end], found.length)
  }

  private static func offset(_ unit: UInt32) -> Int {
    Int(unit >> 10) << Int((unit & 0x200) >> 6)
  }

  private static func word(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
  }
}
