package import Core

/// Finds the ids of pictures in an answer's text, JSON or CSV: words of 26 letters and digits that are
/// ULIDs in upper case. So no route can forget to say which pictures it told of.
package struct ImageIDScanner: Sendable {
  package private(set) var images: [ULID] = []
  /// How many different ones there were.
  package private(set) var count = 0
  private var seen: Set<ULID> = []
  /// The last word of what came, which may go on.
  private var word: [UInt8] = []
  private let limit: Int

  /// - Parameter limit: pictures that are named; more are counted, as long as they differ from those.
  package init(limit: Int = 256) { self.limit = limit }

  /// Reads a piece of text.
  ///
  /// - Complexity: O(bytes).
  package mutating func read(_ bytes: [UInt8]) {
    var start = 0
    for (index, byte) in bytes.enumerated() where !Self.isPart(byte) {
      take(bytes[start..<index])
      start = index + 1
    }
    // Longer words are none, however they go on.
    if word.count <= 26 { word += bytes[start...].prefix(27) }
  }

  /// The text is over.
  package mutating func finish() { take([]) }

  package mutating func add(_ image: ULID) {
    // What was forgotten beyond a million differs from nothing any more: it is counted again.
    guard seen.count >= 1 << 20 || seen.insert(image).inserted else { return }
    count += 1
    if images.count < limit { images.append(image) }
  }

  private mutating func take(_ rest: ArraySlice<UInt8>) {
    defer { if !word.isEmpty { word.removeAll(keepingCapacity: true) } }
    guard word.count + rest.count == 26 else { return }
    let letters = word.isEmpty ? rest : (word + rest)[...]
    // Ids begin with a digit until the year 10889.
    guard let first = letters.first, (0x30...0x37).contains(first),
      letters.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }),
      let image = ULID(String(decoding: letters, as: UTF8.self))
    else { return }
    add(image)
  }

  /// Whether a byte belongs to a word.
  private static func isPart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F || byte == 0x2D || byte >= 0x80
  }
}
