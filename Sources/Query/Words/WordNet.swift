import Core

/// Synonyms of nouns from a WordNet dictionary (Princeton's `index.noun` and `data.noun`,
/// wordnet.princeton.edu/documentation/wndb5wn), as Debian's `wordnet-base` installs it.
package struct WordNet: Sendable {
  private let index: [UInt8]
  private let data: [UInt8]

  /// - Parameters:
  ///   - index: the bytes of `index.noun`, sorted by word.
  ///   - data: the bytes of `data.noun`.
  package init(index: [UInt8], data: [UInt8]) {
    self.index = index
    self.data = data
  }

  /// The other words of a noun's most frequent senses.
  ///
  /// - Parameter senses: how many senses are asked; they are sorted by frequency.
  /// - Complexity: O(log dictionary).
  package func synonyms(of noun: String, senses: Int = 2) -> [String] {
    let word = noun.replacing(" ", with: "_")
    guard let line = line(of: word) else { return [] }
    let fields = line.split(separator: UInt8(ascii: " ")).map {
      String(decoding: $0, as: UTF8.self)
    }
    // lemma pos synset_cnt p_cnt [ptr…] sense_cnt tagsense_cnt offset…
    guard fields.count > 5, let count = Int(fields[2]), let pointers = Int(fields[3]),
      fields.count >= 6 + pointers + count
    else { return [] }
    let offsets = fields[(6 + pointers)...].prefix(min(count, senses)).compactMap { Int($0) }
    var synonyms: [String] = []
    for offset in offsets {
      for other in words(at: offset) where other != word && !synonyms.contains(other) {
        synonyms.append(other)
      }
    }
    return synonyms.map { $0.replacing("_", with: " ") }
  }

  /// The line of the index that begins with a word.
  private func line(of word: String) -> ArraySlice<UInt8>? {
    let wanted = Array(word.utf8) + [UInt8(ascii: " ")]
    var (low, high) = (0, index.count)
    while low < high {
      let start = lineStart(before: (low + high) / 2, notBefore: low)
      let end = index[start...].firstIndex(of: 10) ?? index.count
      let line = index[start..<end]
      // The licence at the top is indented, and sorts before every word.
      if line.starts(with: wanted) { return line }
      if line.first == UInt8(ascii: " ") || line.lexicographicallyPrecedes(wanted) {
        low = min(end + 1, index.count)
      } else {
        high = start
      }
    }
    return nil
  }

  private func lineStart(before position: Int, notBefore low: Int) -> Int {
    var start = position
    while start > low, index[start - 1] != 10 { start -= 1 }
    return start
  }

  /// The words of a synset: `offset lex_filenum ss_type w_cnt word lex_id …`, the count in
  /// hexadecimal.
  private func words(at offset: Int) -> [String] {
    guard data.indices.contains(offset) else { return [] }
    let end = data[offset...].firstIndex(of: 10) ?? data.count
    let fields = data[offset..<end].split(separator: UInt8(ascii: " "))
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count > 4, Int(fields[0]) == offset, let count = Int(fields[3], radix: 16),
      fields.count >= 4 + 2 * count
    else { return [] }
    return (0..<count).map { fields[4 + 2 * $0].lowercased() }
  }
}
