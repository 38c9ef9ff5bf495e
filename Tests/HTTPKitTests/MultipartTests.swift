import Foundation
import HTTPKit
import TestSupport
import Testing

@Suite struct MultipartTests {
  private func form(_ text: String) -> [UInt8] {
    Array(
      text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
  }

  private struct Part: Equatable {
    var head: MultipartReader.PartHead
    var bytes: [UInt8]
  }

  private func parts(_ pieces: [[UInt8]]) throws -> [Part] {
    var reader = try MultipartReader(contentType: "multipart/form-data; boundary=XyZ")
    var parts: [Part] = []
    for piece in pieces {
      for event in try reader.read(piece) {
        switch event {
        case .part(let head): parts.append(Part(head: head, bytes: []))
        case .bytes(let bytes): parts[parts.count - 1].bytes += bytes
        case .end: break
        }
      }
    }
    try reader.finish()
    return parts
  }

  private let sample = """
    preamble
    --XyZ
    Content-Disposition: form-data; name="limit"

    10
    --XyZ \t
    Content-Disposition: form-data; name="file"; filename="a b.jpg"
    Content-Type: image/jpeg

    line
    --XyNot a boundary
    -
    --XyZ
    Content-Disposition: form-data; name="empty"


    --XyZ--
    epilogue
    """

  @Test func partsComeOutWhole() throws {
    let parts = try parts([form(sample)])
    #expect(parts.map(\.head.name) == ["limit", "file", "empty"])
    #expect(parts[0].bytes == Array("10".utf8))
    #expect(parts[1].bytes == Array("line\r\n--XyNot a boundary\r\n-".utf8))
    #expect(parts[1].head.fileName == "a b.jpg")
    #expect(parts[1].head.mediaType == "image/jpeg")
    #expect(parts[2].bytes.isEmpty)
  }

  @Test func cutsAnywhereChangeNothing() throws {
    let bytes = form(sample)
    let whole = try parts([bytes])
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      var (pieces, index): ([[UInt8]], Int) = ([], 0)
      while index < bytes.count {
        let end = min(bytes.count, index + Int.random(in: 1...20, using: &generator))
        pieces.append(Array(bytes[index..<end]))
        index = end
      }
      #expect(try parts(pieces) == whole)
    }
    #expect(try parts(bytes.map { [$0] }) == whole)
  }

  @Test func cutShortIsAProblem() throws {
    let bytes = form(sample)
    let end = try #require(sample.range(of: "--XyZ--"))
    let length = sample[..<end.lowerBound].utf8.count
    #expect(throws: HTTPProblem.self) { try parts([Array(bytes[..<length])]) }
  }

  @Test(arguments: [
    "multipart/form-data", "text/plain; boundary=x", "multipart/form-data; boundary=\"\"", "",
  ])
  func otherTypesAreRefused(_ type: String) {
    #expect(throws: HTTPProblem.self) { _ = try MultipartReader(contentType: type) }
  }

  @Test func headsAreLimited() throws {
    var reader = try MultipartReader(contentType: "multipart/form-data; boundary=x")
    _ = try reader.read(Array("--x\r\nA: ".utf8))
    var failed = false
    for _ in 0..<20 where !failed {
      do { _ = try reader.read([UInt8](repeating: 65, count: 1_000)) } catch { failed = true }
    }
    #expect(failed)
  }

  @Test func randomBytesNeverTrap() throws {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("\r\n-xA: ;=\"".utf8)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator)!
      }
      var reader = try MultipartReader(contentType: "multipart/form-data; boundary=x")
      _ = try? reader.read(bytes)
    }
  }
}
