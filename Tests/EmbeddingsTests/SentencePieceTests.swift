import Core
import Embeddings
import Foundation
import TestSupport
import Testing

/// Against the public library, on what tools/sentencepiece_fixtures.py wrote.
struct SentencePieceTests {
  private func file(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: TokenFixture.url(name)))
  }

  @Test(arguments: [("unigram.model", 1), ("bpe.model", 2)])
  func idsAreThePublicLibrarys(_ name: String, _ column: Int) throws {
    let tokenizer = try SentencePieceTokenizer(model: file(name))
    // Foundation's reader drops U+FEFF at the beginning of a text.
    guard case .array(let rows) = try JSONValue(parsing: file("sentencepiece.json")) else {
      throw Fault("test.fixture", .bug, "no list of texts")
    }
    #expect(rows.count > 1_000)
    for row in rows {
      guard case .array(let items) = row, let text = items[0].text,
        case .array(let expected) = items[column]
      else { throw Fault("test.fixture", .bug, "no text with its ids") }
      let ids = try expected.map { Int32(try #require($0.int)) }
      #expect(tokenizer.tokens(of: text) == ids, "\(text.debugDescription)")
    }
  }

  @Test func textsAreEndedAndFilledUp() throws {
    let tokenizer = try SentencePieceTokenizer(model: file("unigram.model"))
    #expect(tokenizer.begin == nil && tokenizer.end == 1)
    let encoder = TextEncoder(
      tokenizer,
      recipe: TextRecipe(
        tokenizer: .sentencePiece, cleaning: .canonical, contextLength: 64, padding: nil))
    let ids = encoder.ids(of: "A red bus.")
    #expect(ids.count == 64 && ids.last == 1 && ids == encoder.ids(of: "a RED bus"))
    #expect(encoder.ids(of: String(repeating: "dog ", count: 500)).last == 1)
  }

  @Test func damagedFilesAreFaults() throws {
    let bytes = try file("unigram.model")
    for length in [0, 1, 2, 100, bytes.count / 2] {
      #expect(throws: Fault.self) {
        try SentencePieceTokenizer(model: Array(bytes.prefix(length)))
      }
    }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<60 {
      var damaged = bytes
      for _ in 0..<20 {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      // It may still be a model, of other words; it must not crash.
      guard let tokenizer = try? SentencePieceTokenizer(model: damaged) else { continue }
      #expect(tokenizer.tokens(of: "ﬁne 日本語 red bus").count < 100)
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["unigram.model", "bpe.model"])
  func hostileTextsTakeBoundedTime(_ name: String) throws {
    let tokenizer = try SentencePieceTokenizer(model: file(name))
    for unit in ["a", " ", "日", "\u{301}"] {
      _ = tokenizer.tokens(of: String(repeating: unit, count: 100_000))
    }
  }
}
