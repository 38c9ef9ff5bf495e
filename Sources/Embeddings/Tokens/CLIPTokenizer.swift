internal import Core
internal import Synchronization

/// CLIP's tokenizer: words by a regular expression, each cut by byte-pair encoding over its UTF-8
/// bytes, the last byte of a word being another symbol than the same byte within (Radford et al.
/// 2021). The result is that of OpenCLIP's `SimpleTokenizer`.
package final class CLIPTokenizer: TextTokenizer {
  package let begin: Int32?
  package let end: Int32?
  /// Tokens that the vocabulary has.
  package let vocabularySize: Int

  private let words: CLIPWords
  private let specials: [Int32]
  /// Ids of a byte within and at the end of a word.
  private let inner: [Int32]
  private let final: [Int32]
  /// What two ids become; the left one in the upper half of the key.
  private let merges: [UInt64: PairMerging.Merge]
  private let cache = Mutex<[[UInt8]: [Int32]]>([:])

  private static let longestCached = 64
  private static let mostCached = 50_000

  init(
    tokens: [[UInt8]: Int32], merges rules: [(left: [UInt8], right: [UInt8])],
    begin: Int32, end: Int32, specials: [(word: String, id: Int32)]
  ) throws(Fault) {
    func id(_ token: [UInt8]) throws(Fault) -> Int32 {
      guard let id = tokens[token] else {
        throw Fault.vocabulary("it lacks '\(String(decoding: token, as: UTF8.self))'")
      }
      return id
    }
    var (inner, final): ([Int32], [Int32]) = ([], [])
    for letter in ByteSymbols.letters {
      let token = Array(String(letter).utf8)
      inner.append(try id(token))
      final.append(try id(token + CLIPVocabulary.wordEnd))
    }
    var merges: [UInt64: PairMerging.Merge] = [:]
    merges.reserveCapacity(rules.count)
    for (rank, rule) in rules.enumerated() {
      let key = Self.key(try id(rule.left), try id(rule.right))
      let merge = PairMerging.Merge(rank: Double(rank), id: try id(rule.left + rule.right))
      if merges[key] == nil { merges[key] = merge }
    }
    self.inner = inner
    self.final = final
    self.merges = merges
    self.begin = begin
    self.end = end
    words = CLIPWords(specials: specials.map { Array($0.word.unicodeScalars) })
    self.specials = specials.map(\.id)
    vocabularySize = tokens.count
  }

  /// O(length · log length), at once for words that came before.
  package func tokens(of text: String) -> [Int32] {
    words.words(of: text.unicodeScalars).flatMap { word -> [Int32] in
      switch word {
      case .special(let index): [specials[index]]
      case .text(let scalars): tokens(ofWord: scalars.flatMap { Array(UTF8.encode($0)!) })
      }
    }
  }

  private func tokens(ofWord bytes: [UInt8]) -> [Int32] {
    if let known = cache.withLock({ $0[bytes] }) { return known }
    let symbols = bytes.enumerated().map { place, byte in
      PairMerging.Symbol(
        start: place, end: place + 1,
        id: place == bytes.count - 1 ? final[Int(byte)] : inner[Int(byte)])
    }
    let ids = PairMerging.merged(symbols) { merges[Self.key($0.id, $1.id)] }.map(\.id)
    if bytes.count <= Self.longestCached {
      cache.withLock {
        if $0.count >= Self.mostCached { $0.removeAll(keepingCapacity: true) }
        $0[bytes] = ids
      }
    }
    return ids
  }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
}

extension Fault {
  static func vocabulary(_ why: String) -> Fault {
    Fault(
      "model.vocabulary", .user, "the model's vocabulary cannot be used: \(why)",
      remedy: "Fetch the model's files again.")
  }
}
