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
  /// - Complexity: O(bytes), of which most are not looked at: where the 26th byte ahead ends a word, no id
  ///   lies before it (after R. Boyer, J. Moore, "A fast string searching algorithm", 1977).
  package mutating func read(_ bytes: [UInt8]) {
    var start = 0
    if !word.isEmpty {
      guard let end = bytes.firstIndex(where: { !Self.isPart($0) }) else { return keep(bytes[...]) }
      take(bytes[..<end])
      start = end + 1
    }
    let (text, count) = (bytes.span, bytes.count)
    search: while start + 25 < count {
      var place = start + 25
      while Self.isPart(text[place]) {
        guard place > start else {
          let end = Self.end(of: text, from: start + 26)
          // It may go on in the next piece.
          if end == count { break search }
          if end == start + 26 { take(bytes[start..<end]) }
          place = end
          break
        }
        place -= 1
      }
      start = place + 1
    }
    var tail = count
    while tail > start, Self.isPart(text[tail - 1]) { tail -= 1 }
    keep(bytes[tail...])
  }

  private static func end(of text: Span<UInt8>, from place: Int) -> Int {
    var end = place
    while end < text.count, isPart(text[end]) { end += 1 }
    return end
  }

  /// Keeps what may be the beginning of an id. Longer words are none, however they go on.
  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    if word.count <= 26 { word += bytes.prefix(27) }
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
