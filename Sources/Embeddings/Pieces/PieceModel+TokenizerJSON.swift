internal import Core
internal import FoundationEssentials

/// SentencePiece models as Hugging Face's converter writes them into `tokenizer.json`.
extension PieceModel {
  /// - Throws: a fault `model.vocabulary` when it is of another kind, or lacks something.
  init(tokenizerJSON json: JSONValue) throws(Fault) {
    guard let model = json["model"] else { throw .vocabulary("it has no model") }
    let isUnigram: Bool
    switch model["type"]?.text {
    case "Unigram": isUnigram = true
    case "BPE" where model["byte_fallback"] == true: isUnigram = false
    default: throw .vocabulary("it is no SentencePiece model")
    }
    self.init(
      pieces: isUnigram ? try Self.scoredPieces(model) : try Self.mergedPieces(model),
      isBytePair: !isUnigram)
    hasByteFallback = model["byte_fallback"] == true
    try mark(added: json["added_tokens"])
    let name = model["unk_token"]?.text
    guard let id = model["unk_id"]?.int ?? name.flatMap({ self.id(of: $0) }).map(Int.init),
      pieces.indices.contains(id)
    else { throw .vocabulary("it has no piece for what is unknown") }
    unknown = Int32(id)
    pieces[id].kind = .unknown
    tidiesSpaces = isUnigram
    addsPrefix = false
    readSteps(json["normalizer"])
    readSteps(json["pre_tokenizer"])
  }

  /// The tokens around a text: what `post_processor` says, else the usual end.
  func ends(tokenizerJSON json: JSONValue) -> (begin: Int32?, end: Int32?) {
    let usual = id(of: "</s>") ?? id(of: "<eos>")
    guard case .array(let items)? = json["post_processor"]?["single"],
      let place = items.firstIndex(where: { $0["Sequence"] != nil })
    else { return (nil, usual) }
    func special(_ items: ArraySlice<JSONValue>) -> Int32? {
      items.lazy.compactMap { $0["SpecialToken"]?["id"]?.text }.first.flatMap { id(of: $0) }
    }
    return (special(items[..<place]), special(items[(place + 1)...]) ?? usual)
  }

  /// O(pieces): for the few that are asked for by name.
  func id(of name: String) -> Int32? {
    let text = Array(name.utf8)
    return pieces.firstIndex { $0.text == text }.map(Int32.init)
  }

  private static func scoredPieces(_ model: JSONValue) throws(Fault) -> [Piece] {
    guard case .array(let items)? = model["vocab"] else { throw .vocabulary("it has no pieces") }
    var pieces: [Piece] = []
    pieces.reserveCapacity(items.count)
    for item in items {
      guard case .array(let pair) = item, pair.count == 2, let text = pair[0].text,
        let score = pair[1].double, score.isFinite
      else { throw .vocabulary("one of its pieces is not a text and a number") }
      pieces.append(piece(Array(text.utf8), score: Float(score)))
    }
    return pieces
  }

  /// Byte-pair merges say in their order what the scores of pieces say: the earliest merge that makes a
  /// piece is its rank. What no merge makes is a letter, a byte, or a piece of its own.
  private static func mergedPieces(_ model: JSONValue) throws(Fault) -> [Piece] {
    let tokens = try TokenTable.tokens(model["vocab"] ?? .null)
    var ranks: [[UInt8]: Int] = [:]
    for (rank, merge) in try TokenTable.merges(model["merges"] ?? .null).enumerated() {
      let whole = merge.left + merge.right
      if ranks[whole] == nil { ranks[whole] = rank }
    }
    // A few numbers may be left out, but a table must not be made for a number alone.
    guard let last = tokens.values.max(), Int(last) < 2 * tokens.count else {
      throw .vocabulary("its numbers are not those of a table")
    }
    var pieces = [Piece](
      repeating: Piece(text: [], score: 0, kind: .unused), count: Int(last) + 1)
    for (text, id) in tokens {
      pieces[Int(id)] = piece(text, score: -Float(ranks[text] ?? 0))
      let isLetter = String(decoding: text, as: UTF8.self).unicodeScalars.count == 1
      if pieces[Int(id)].kind == .normal, ranks[text] == nil, !isLetter {
        pieces[Int(id)].kind = .unused
      }
    }
    return pieces
  }

  private static func piece(_ text: [UInt8], score: Float) -> Piece {
    let isByte = text.count == 6 && text.starts(with: Array("<0x".utf8)) && text.last == 0x3E
    return Piece(text: text, score: score, kind: isByte ? .byte : text.isEmpty ? .unused : .normal)
  }

  /// Special tokens never come from a text; other added ones are never cut.
  private mutating func mark(added: JSONValue?) throws(Fault) {
    guard case .array(let items)? = added else { return }
    for item in items {
      guard let id = item["id"]?.int, let text = item["content"]?.text, !text.isEmpty else {
        throw .vocabulary("an added token is not a text with a number")
      }
      // Tokens behind the table are the exporter's own, and no text model knows them.
      guard pieces.indices.contains(id) else { continue }
      pieces[id].text = Array(text.utf8)
      pieces[id].kind = item["special"] == true ? .control : .userDefined
    }
  }

  /// What of the steps before cutting is not done by the cleaning of texts: replaced characters, and
  /// a space in front.
  private mutating func readSteps(_ step: JSONValue?) {
    guard let step else { return }
    for key in ["normalizers", "pretokenizers"] {
      if case .array(let steps)? = step[key] { for inner in steps { readSteps(inner) } }
    }
    switch step["type"]?.text {
    case "Precompiled":
      let text = step["precompiled_charsmap"]?.text ?? ""
      characterMap = Data(base64Encoded: text).map { Array($0) } ?? []
    case "Metaspace":
      let scheme = step["prepend_scheme"]?.text
      addsPrefix = scheme.map { $0 != "never" } ?? (step["add_prefix_space"] != false)
    case "Prepend": addsPrefix = true
    default: break
    }
  }
}

extension SentencePieceTokenizer {
  /// Whether a `tokenizer.json` holds a SentencePiece model rather than CLIP's pairs: told without
  /// understanding the whole file, which may have tens of megabytes. O(bytes).
  package static func isDescribed(by file: [UInt8]) -> Bool {
    isUnigram(file) || member("byte_fallback", of: file).contains("true")
  }

  /// Whether it is a unigram model, as of SigLIP; that of SigLIP 2 is none.
  package static func isUnigram(_ file: [UInt8]) -> Bool {
    member("type", of: file).contains("\"Unigram\"")
  }

  /// The values that members of a name have anywhere, cut to ten bytes.
  private static func member(_ name: String, of file: [UInt8]) -> Set<String> {
    let key = Array("\"\(name)\"".utf8)
    var values: Set<String> = []
    var place = 0
    while let quote = file[place...].firstIndex(of: key[0]) {
      place = quote + 1
      guard file[quote...].starts(with: key) else { continue }
      let rest = file[(quote + key.count)...].drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
      guard rest.first == UInt8(ascii: ":") else { continue }
      let value = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
      values.insert(
        String(decoding: value.prefix { !", \n\r}]".utf8.contains($0) }.prefix(10), as: UTF8.self))
    }
    return values
  }
}
