import Core
import Embeddings
import Foundation
import TestSupport
import Testing

@Suite struct CLIPTokenizerTests {
  private static let vocabulary = "models/miniclip/bpe_simple_vocab_16e6.txt.gz"
  private static let reason: Comment = "needs CLIP's vocabulary"

  private func tokenizer() throws -> CLIPTokenizer {
    try CLIPTokenizer(openAI: [UInt8](Data(contentsOf: TestData.url(Self.vocabulary))))
  }

  /// A thousand texts of many scripts, as OpenCLIP's tokenizer cuts them.
  @Test(.enabled(if: TestData.has(vocabulary), reason))
  func idsAreThePublicTokenizers() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.appending(path: "clip_tokens.json")))
    let rows = try #require(json as? [[Any]])
    #expect(rows.count >= 1_000)
    let encoder = TextEncoder(try tokenizer(), recipe: .clip)
    for row in rows {
      let text = try #require(row[0] as? String)
      let ids = try #require(row[1] as? [Int])
      let middle: [Int] = Array(ids.prefix(75))
      let expected = ([49_406] + middle + [49_407]).map { Int32($0) }
      let padded = expected + [Int32](repeating: 0, count: 77 - expected.count)
      #expect(encoder.ids(of: text) == padded, "\(text.debugDescription)")
    }
  }

  @Test(.enabled(if: TestData.has(vocabulary), reason))
  func longTextsKeepTheirEnd() throws {
    let encoder = TextEncoder(try tokenizer(), recipe: .clip)
    let ids = encoder.ids(of: String(repeating: "dog ", count: 500))
    #expect(ids.count == 77)
    #expect(ids.last == 49_407)
    #expect(encoder.ids(of: "").prefix(3) == [49_406, 49_407, 0])
  }

  @Test(.enabled(if: TestData.has(vocabulary), reason))
  func damagedVocabulariesAreFaults() throws {
    let bytes = [UInt8](try Data(contentsOf: TestData.url(Self.vocabulary)))
    var random = SeededGenerator(seed: 3)
    for length in [0, 1, 2, 17, 18, 100, bytes.count / 2, bytes.count - 1] {
      #expect(throws: Fault.self) { try CLIPTokenizer(openAI: Array(bytes.prefix(length))) }
    }
    for _ in 0..<20 {
      var damaged = bytes
      damaged[Int.random(in: 18..<bytes.count, using: &random)] ^= 0x55
      #expect(throws: Fault.self) { try CLIPTokenizer(openAI: damaged) }
    }
    for text in ["", "x", "title\none two three", "title\na b"] {
      #expect(throws: Fault.self) { try CLIPTokenizer(openAI: Array(text.utf8)) }
    }
  }

  @Test func damagedJSONIsAFault() {
    for text in ["", "{", "[]", "{\"model\":{}}", "{\"a\":1e999}", "nul", "\"\\ud800\"", "[[[["] {
      #expect(throws: Fault.self) { try CLIPTokenizer(tokenizerJSON: Array(text.utf8)) }
      #expect(throws: Fault.self) {
        try CLIPTokenizer(vocabulary: Array(text.utf8), merges: Array("a b".utf8))
      }
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: Fault.self) { try CLIPTokenizer(tokenizerJSON: deep) }
  }
}
