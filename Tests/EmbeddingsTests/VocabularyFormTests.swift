import Core
import Embeddings
import Foundation
import TestSupport
import Testing

private let vocabulary = "models/miniclip/bpe_simple_vocab_16e6.txt.gz"

/// What `CLIPTokenizerTests` leaves: other files of the same vocabulary, costly texts, cleaning.
struct VocabularyFormTests {
  private func tokenizer() throws -> CLIPTokenizer {
    try CLIPTokenizer(openAI: [UInt8](Data(contentsOf: TestData.url(vocabulary))))
  }

  /// The same vocabulary as Hugging Face writes it gives the same ids.
  @Test(.enabled(if: TestData.has(vocabulary), "needs CLIP's vocabulary"))
  func otherFormsOfTheVocabulary() throws {
    let (tokens, merges) = try huggingFaceForm()
    let reference = try tokenizer()
    let separate = try CLIPTokenizer(vocabulary: tokens, merges: merges)
    let lines = String(decoding: merges, as: UTF8.self).split(separator: "\n").dropFirst()
    let list = lines.map { (line: Substring) in "\"" + escaped(String(line)) + "\"" }
      .joined(separator: ",")
    let json =
      #"{"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":"#
      + String(decoding: tokens, as: UTF8.self) + #","merges":["# + list + "]}}"
    let whole = try CLIPTokenizer(tokenizerJSON: Array(json.utf8))
    for (text, _) in try TokenFixture.clip().prefix(200)
    where !text.lowercased().contains("<start_of_text>") {
      let cleaned = TextCleaning.lowered.cleaned(text)
      let ids = reference.tokens(of: cleaned)
      #expect(separate.tokens(of: cleaned) == ids)
      #expect(whole.tokens(of: cleaned) == ids)
    }
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  /// Unpacked by `gzip`, so that nothing of what is tested makes its own test data.
  private func huggingFaceForm() throws -> (tokens: [UInt8], merges: [UInt8]) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", TestData.url(vocabulary).path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let rules = text.split(separator: "\n").dropFirst().prefix(48_894)
    let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    let letters = (printable + Array(0x100..<0x144)).map { String(Unicode.Scalar(UInt32($0))!) }
    let names: [String] =
      letters + letters.map { $0 + "</w>" } + rules.map { String($0).replacing(" ", with: "") }
      + ["<|startoftext|>", "<|endoftext|>"]
    let members = names.enumerated().map { "\"" + escaped($0.element) + "\":\($0.offset)" }
    let tokens = "{" + members.joined(separator: ",") + "}"
    return (Array(tokens.utf8), Array(("#version: 0.2\n" + rules.joined(separator: "\n")).utf8))
  }

  @Test(.enabled(if: TestData.has(vocabulary), "needs CLIP's vocabulary"), .timeLimit(.minutes(1)))
  func hostileTextsTakeBoundedTime() throws {
    let encoder = TextEncoder(try tokenizer(), recipe: .clip)
    for text in [
      String(repeating: "a", count: 3_000_000), String(repeating: "&amp;", count: 500_000),
      String(repeating: "'", count: 1_000_000), String(repeating: "\u{301}", count: 500_000),
      String(repeating: "Σ", count: 300_000), String(repeating: "\u{1B}[", count: 300_000),
    ] {
      #expect(encoder.ids(of: text).count == 77)
    }
  }

  @Test func canonicalCleaning() {
    #expect(TextCleaning.canonical.cleaned("  A_red,  BUS! (caf&eacute;) ") == "a red bus café")
    #expect(TextCleaning.spaces.cleaned("A\t b\u{3000}c") == "A b c")
    #expect(TextCleaning.none.cleaned("A\t b") == "A\t b")
  }
}
