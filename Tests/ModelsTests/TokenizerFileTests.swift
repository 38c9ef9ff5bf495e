import Core
import Embeddings
import Foundation
import Testing

/// `tokenizer.json` of SentencePiece's kinds, against Hugging Face's own library.
@Suite struct TokenizerFileTests {
  private func file(_ name: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  @Test(arguments: [("unigram", TextCleaning.canonical), ("gemma", .lowered)])
  func idsAreThePublicLibrarys(name: String, cleaning: TextCleaning) throws {
    let bytes = try file("tokenizer-\(name).json")
    #expect(SentencePieceTokenizer.isDescribed(by: bytes))
    #expect(SentencePieceTokenizer.isUnigram(bytes) == (name == "unigram"))
    let tokenizer = try SentencePieceTokenizer(tokenizerJSON: bytes)
    let json = try JSONValue(parsing: file("expected.json"))
    guard case .array(let texts)? = json["texts"],
      case .array(let rows)? = json["ids"]?[name]
    else {
      Issue.record("the fixture has no texts")
      return
    }
    for (text, row) in zip(texts, rows) {
      guard case .array(let ids) = row else { continue }
      let cleaned = cleaning.cleaned(try #require(text.text))
      let found = tokenizer.tokens(of: cleaned) + [try #require(tokenizer.end)]
      #expect(found == ids.compactMap { $0.int.map(Int32.init) }, "\(cleaned)")
    }
    #expect(tokenizer.padding == (name == "gemma" ? 0 : nil))
  }

  @Test func clipsVocabularyIsNone() throws {
    #expect(!SentencePieceTokenizer.isDescribed(by: try file("tokenizer-clip.json")))
    #expect(throws: Fault.self) {
      try SentencePieceTokenizer(tokenizerJSON: file("tokenizer-clip.json"))
    }
  }

  @Test(arguments: [
    "", "{}", #"{"model": {"type": "Unigram"}}"#,
    #"{"model": {"type": "Unigram", "vocab": [["a", 1]], "unk_id": 7}}"#,
    #"{"model": {"type": "Unigram", "vocab": [["a"]], "unk_id": 0}}"#,
    #"{"model": {"type": "BPE", "byte_fallback": true, "vocab": {"a": 0}, "merges": []}}"#,
    #"{"model": {"type": "BPE", "byte_fallback": true, "vocab": {"a": 2000000000}, "merges": []}}"#,
    #"{"model": {"type": "BPE", "byte_fallback": true, "vocab": {"a": -1}, "unk_token": "a"}}"#,
  ])
  func damagedFilesAreFaults(text: String) {
    #expect(throws: Fault.self) { try SentencePieceTokenizer(tokenizerJSON: Array(text.utf8)) }
  }
}
