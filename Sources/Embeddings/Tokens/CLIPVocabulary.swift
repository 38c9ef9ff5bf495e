package import Core

/// The files in which CLIP's vocabulary comes.
enum CLIPVocabulary {
  /// What the last symbol of a word carries.
  static let wordEnd = Array("</w>".utf8)
  /// Merges that CLIP uses of its file; the rest of it is ignored.
  static let usedMerges = 49152 - 256 - 2
  /// Beyond this an unpacked vocabulary is taken for a trap.
  static let longestFile = 64 << 20
  static let mostMerges = 1 << 20

  static func rules(
    _ lines: some Collection<ArraySlice<UInt8>>
  ) throws(Fault) -> [(left: [UInt8], right: [UInt8])] {
    var rules: [(left: [UInt8], right: [UInt8])] = []
    for line in lines {
      let parts = line.split(whereSeparator: { $0 == 32 || $0 == 13 })
      if parts.isEmpty { continue }
      guard parts.count == 2, rules.count < mostMerges else {
        throw .vocabulary("a line of its merges is not two symbols")
      }
      rules.append((Array(parts[0]), Array(parts[1])))
    }
    return rules
  }
}

extension CLIPTokenizer {
  /// From `bpe_simple_vocab_16e6.txt.gz` (or the unpacked text), whose order gives the ids: bytes,
  /// bytes at the end of a word, merges, begin, end.
  ///
  /// - Throws: `model.vocabulary` when the file is damaged or not a list of merges.
  package convenience init(openAI file: [UInt8]) throws(Fault) {
    let text =
      file.starts(with: [0x1F, 0x8B])
      ? try Gzip.inflated(file, limit: CLIPVocabulary.longestFile) : file
    // The first line is a title.
    let lines = text.split(separator: 10).dropFirst()
    let rules = try CLIPVocabulary.rules(lines.prefix(CLIPVocabulary.usedMerges))
    guard rules.count == CLIPVocabulary.usedMerges else {
      throw .vocabulary("it has fewer than \(CLIPVocabulary.usedMerges) merges")
    }
    let bytes = ByteSymbols.order.map { Array(String(ByteSymbols.letters[Int($0)]).utf8) }
    let names =
      bytes + bytes.map { $0 + CLIPVocabulary.wordEnd } + rules.map { $0.left + $0.right }
    var tokens: [[UInt8]: Int32] = [:]
    tokens.reserveCapacity(names.count)
    for (id, name) in names.enumerated() { tokens[name] = Int32(id) }
    let (begin, end) = (Int32(names.count), Int32(names.count + 1))
    try self.init(
      tokens: tokens, merges: rules, begin: begin, end: end,
      specials: [("<start_of_text>", begin), ("<end_of_text>", end)])
  }

  /// From Hugging Face's `vocab.json` and `merges.txt`.
  package convenience init(
    vocabulary: [UInt8], merges: [UInt8]
  ) throws(Fault) {
    let lines = merges.split(separator: 10).filter { !$0.starts(with: Array("#version".utf8)) }
    try self.init(
      tokens: try TokenTable.tokens(TokenTable.json(vocabulary)),
      rules: try CLIPVocabulary.rules(lines))
  }

  /// From Hugging Face's `tokenizer.json`.
  package convenience init(tokenizerJSON file: [UInt8]) throws(Fault) {
    let json = try TokenTable.json(file)
    guard let model = json["model"], model["type"]?.text ?? "BPE" == "BPE",
      model["end_of_word_suffix"]?.text == "</w>"
    else { throw .vocabulary("it is not CLIP's kind of byte-pair encoding") }
    try self.init(
      tokens: try TokenTable.tokens(model["vocab"] ?? .null),
      rules: try TokenTable.merges(model["merges"] ?? .null))
  }

  private convenience init(
    tokens: [[UInt8]: Int32], rules: [(left: [UInt8], right: [UInt8])]
  ) throws(Fault) {
    guard let begin = tokens[Array("<|startoftext|>".utf8)],
      let end = tokens[Array("<|endoftext|>".utf8)]
    else { throw .vocabulary("it has no begin and end of text") }
    try self.init(
      tokens: tokens, merges: rules, begin: begin, end: end,
      specials: [("<|startoftext|>", begin), ("<|endoftext|>", end)])
  }
}
