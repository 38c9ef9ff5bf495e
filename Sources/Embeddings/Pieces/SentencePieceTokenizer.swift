package import Core

/// Cuts texts as SentencePiece does (Kudo and Richardson 2018): the likeliest pieces of a unigram model
/// (Kudo 2018, by Viterbi), or byte-pair encoding by score. For SigLIP and SigLIP 2.
package struct SentencePieceTokenizer: TextTokenizer {
  package let begin: Int32?
  package let end: Int32?
  package let padding: Int32?
  package var vocabularySize: Int { model.pieces.count }

  private let model: PieceModel
  private let map: CharacterMap
  /// Pieces that a text may be cut into.
  private var trie = PieceTrie()
  /// Those that are never cut nor changed.
  private var whole = PieceTrie()
  /// The ids of single bytes, where the model has them.
  private var bytes = [Int32](repeating: -1, count: 256)
  private var least: Float = .infinity
  private var greatest: Float = -.infinity

  /// U+2581, which stands for a space.
  private static let space: [UInt8] = [0xE2, 0x96, 0x81]
  /// How much less likely than the unlikeliest piece an unknown letter is.
  private static let unknownPenalty: Float = 10

  /// - Parameters:
  ///   - file: a SentencePiece model, `spiece.model` or `tokenizer.model`.
  ///   - hasBegin: whether the model's texts begin with its begin token.
  ///   - hasEnd: whether they end with its end token.
  /// - Throws: a fault `model.vocabulary` when the file is damaged or of a kind that is not known.
  package init(
    model file: [UInt8], hasBegin: Bool = false, hasEnd: Bool = true
  ) throws(Fault) {
    let model = try PieceModel(file)
    try self.init(
      model, begin: hasBegin && model.begin >= 0 ? model.begin : nil,
      end: hasEnd && model.end >= 0 ? model.end : nil)
  }

  /// From Hugging Face's `tokenizer.json`, for which ``isDescribed(by:)`` holds.
  ///
  /// - Throws: as for a model file.
  package init(tokenizerJSON file: [UInt8]) throws(Fault) {
    let json = try TokenTable.json(file)
    let model = try PieceModel(tokenizerJSON: json)
    let (begin, end) = model.ends(tokenizerJSON: json)
    try self.init(model, begin: begin, end: end)
  }

  private init(_ model: PieceModel, begin: Int32?, end: Int32?) throws(Fault) {
    self.model = model
    map = try CharacterMap(model.characterMap)
    self.begin = begin
    self.end = end
    // SigLIP fills texts up with their end, whatever else it has; SigLIP 2 with a token for it.
    padding = model.isBytePair ? model.id(of: "<pad>") : nil
    for (index, piece) in model.pieces.enumerated() {
      let id = Int32(index)
      switch piece.kind {
      case .normal, .userDefined:
        if piece.text.isEmpty { throw .vocabulary("one of its pieces is empty") }
        trie.insert(piece.text, id: id)
        if piece.kind == .userDefined { whole.insert(piece.text, id: id) }
        if piece.kind == .normal {
          least = min(least, piece.score)
          greatest = max(greatest, piece.score)
        }
      case .byte:
        let digits = String(decoding: piece.text, as: UTF8.self).dropFirst(3).dropLast()
        guard let byte = UInt8(digits, radix: 16) else {
          throw .vocabulary("one of its bytes is not one")
        }
        bytes[Int(byte)] = id
      case .unknown, .control, .unused: break
      }
    }
    if model.hasByteFallback, bytes.contains(-1) { throw .vocabulary("it lacks some bytes") }
  }

  /// O(length · longest piece) for unigram models, O(length · log length) for byte-pair ones.
  package func tokens(of text: String) -> [Int32] {
    let text = normalised(Array(text.utf8))
    if text.isEmpty { return [] }
    return withFallback(model.isBytePair ? merged(text) : likeliest(text), of: text)
  }

  // MARK: Normalising

  /// Replaces characters, tidies spaces, and writes each as U+2581.
  private func normalised(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    // Spaces at the beginning go where spaces are tidied.
    var isAfterSpace = model.tidiesSpaces
    var isFirst = true
    var place = 0
    while place < text.count {
      let (replacement, length) = replaced(text, at: place)
      var chunk = replacement
      place += length
      if isFirst {
        if model.tidiesSpaces, chunk.elementsEqual([0x20]) { continue }
        isFirst = false
        if model.addsPrefix {
          result += Self.space
          isAfterSpace = model.tidiesSpaces
        }
      }
      while isAfterSpace, chunk.first == 0x20 { chunk = chunk.dropFirst() }
      for byte in chunk {
        if byte == 0x20 { result += Self.space } else { result.append(byte) }
      }
      if !chunk.isEmpty { isAfterSpace = model.tidiesSpaces && chunk.last == 0x20 }
    }
    if model.tidiesSpaces {
      while result.suffix(3).elementsEqual(Self.space) { result.removeLast(3) }
    }
    return result
  }

  /// What the text at a place becomes, and how much of it that is.
  private func replaced(_ text: [UInt8], at place: Int) -> (ArraySlice<UInt8>, Int) {
    if let end = longest(whole, text, at: place)?.end { return (text[place..<end], end - place) }
    if let (replacement, length) = map.replacement(text, at: place) { return (replacement, length) }
    let length = min(Self.length(of: text[place]), text.count - place)
    return (text[place..<place + length], length)
  }

  // MARK: Cutting

  private typealias Symbol = PairMerging.Symbol

  /// Viterbi over all ways to cut a text, in single precision and in this order, as sums are compared.
  private func likeliest(_ text: [UInt8]) -> [Symbol] {
    var scores = [Float](repeating: -.infinity, count: text.count + 1)
    var last = [Symbol?](repeating: nil, count: text.count + 1)
    scores[0] = 0
    let unknownScore = (least.isFinite ? least : 0) - Self.unknownPenalty
    var place = 0
    while place < text.count {
      let letterEnd = min(place + Self.length(of: text[place]), text.count)
      var hasLetter = false
      func offer(_ end: Int, _ id: Int32, _ score: Float) {
        let sum = score + scores[place]
        if last[end] == nil || sum > scores[end] {
          scores[end] = sum
          last[end] = Symbol(start: place, end: end, id: id)
        }
      }
      trie.forEachPrefix(of: text, at: place) { end, id in
        let piece = model.pieces[Int(id)]
        let score =
          piece.kind == .userDefined ? Float(end - place) * greatest - 0.1 : piece.score
        offer(end, id, score)
        if end == letterEnd { hasLetter = true }
      }
      if !hasLetter { offer(letterEnd, model.unknown, unknownScore) }
      place = letterEnd
    }
    var symbols: [Symbol] = []
    var end = text.count
    while end > 0, let symbol = last[end] {
      symbols.append(symbol)
      end = symbol.start
    }
    return symbols.reversed()
  }

  private func merged(_ text: [UInt8]) -> [Symbol] {
    var symbols: [Symbol] = []
    var frozen: Set<Int> = []
    var place = 0
    while place < text.count {
      var end = min(place + Self.length(of: text[place]), text.count)
      var id = trie.id(of: text[place..<end]) ?? model.unknown
      if let found = longest(whole, text, at: place) {
        (end, id) = (found.end, found.id)
        frozen.insert(place)
      }
      symbols.append(Symbol(start: place, end: end, id: id))
      place = end
    }
    return PairMerging.merged(symbols) { left, right in
      if frozen.contains(left.start) || frozen.contains(right.start) { return nil }
      guard let id = trie.id(of: text[left.start..<right.end]) else { return nil }
      return PairMerging.Merge(rank: -Double(model.pieces[Int(id)].score), id: id)
    }
  }

  /// What is unknown as its bytes where the model has them; otherwise neighbours that are unknown
  /// become one.
  private func withFallback(_ symbols: [Symbol], of text: [UInt8]) -> [Int32] {
    var ids: [Int32] = []
    for symbol in symbols {
      if symbol.id != model.unknown {
        ids.append(symbol.id)
      } else if model.hasByteFallback {
        ids += text[symbol.start..<symbol.end].map { bytes[Int($0)] }
      } else if ids.last != model.unknown {
        ids.append(model.unknown)
      }
    }
    return ids
  }

  private func longest(
    _ trie: PieceTrie, _ text: [UInt8], at place: Int
  ) -> (end: Int, id: Int32)? {
    var found: (end: Int, id: Int32)?
    trie.forEachPrefix(of: text, at: place) { found = ($0, $1) }
    return found
  }

  /// Bytes of the letter that a byte begins.
  private static func length(of first: UInt8) -> Int {
    first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }
}
