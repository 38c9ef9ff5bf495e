import HTTPKit
import SystemDeflate
import TestSupport
import Testing

@Suite struct CompressionTests {
  @Test(
    arguments: [
      (nil, nil), ("", nil), ("gzip", .gzip), ("deflate", .deflate), ("gzip, deflate, br", .gzip),
      ("GZIP", .gzip), ("x-gzip", .gzip), ("br", nil), ("*", .gzip), ("identity", nil),
      ("gzip;q=0", nil), ("gzip;q=0, deflate", .deflate), ("gzip;q=0.5, deflate;q=0.8", .deflate),
      ("gzip; q=0.5, *;q=0", .gzip), ("*;q=0", nil), ("identity, gzip;q=0.5", nil),
      ("identity;q=0.5, gzip;q=0.5", .gzip), ("gzip;q=x", nil), ("gzip;q=2", nil), (",,;", nil),
    ] as [(String?, ContentCoding?)])
  func theCallersWishDecides(field: String?, coding: ContentCoding?) {
    #expect(ContentCoding.preferred(field) == coding)
  }

  private static let words = Array(
    (0..<400).map { "{\"name\":\"picture \($0)\"}" }.joined(separator: ",").utf8)

  private func answer(
    _ request: HTTPFields, _ fields: HTTPFields = ["Content-Type": "application/json"],
    body: ResponseBody = .bytes(words)
  ) async -> HTTPResponse {
    let route = Route(.get, "/", name: "root") { _ in HTTPResponse(.ok, fields, body) }
    return await HTTPApplication(
      router: Router([route]), middleware: [Compression(), Revalidation()]
    ).respond(to: HTTPRequest(method: .get, target: RequestTarget("/")!, fields: request))
  }

  private func bytes(_ response: HTTPResponse) -> [UInt8] {
    guard case .bytes(let bytes) = response.body else { return [] }
    return bytes
  }

  private func unpacked(_ bytes: [UInt8], _ coding: ContentCoding) -> [UInt8] {
    let inflater = libdeflate_alloc_decompressor()
    defer { libdeflate_free_decompressor(inflater) }
    let unpack = coding == .gzip ? libdeflate_gzip_decompress : libdeflate_zlib_decompress
    return [UInt8](unsafeUninitializedCapacity: 1 << 20) { output, count in
      let result = unpack(inflater, bytes, bytes.count, output.baseAddress, 1 << 20, &count)
      #expect(result == LIBDEFLATE_SUCCESS)
    }
  }

  @Test(arguments: ContentCoding.allCases)
  func whatWasPackedIsTheSame(coding: ContentCoding) async {
    let packed = await answer(
      ["Accept-Encoding": coding.rawValue], ["Content-Type": "text/css", "ETag": "\"a\""])
    #expect(packed.fields["Content-Encoding"] == coding.rawValue)
    #expect(packed.fields["Vary"] == "Accept-Encoding")
    #expect(packed.fields["ETag"] == "W/\"a\"")
    #expect(packed.fields["Accept-Ranges"] == nil)
    #expect(bytes(packed).count * 3 < Self.words.count)
    #expect(unpacked(bytes(packed), coding) == Self.words)
  }

  @Test(
    arguments: [
      ["Content-Type": "image/webp"], ["Content-Type": "application/zip"], [:],
      ["Content-Type": "text/event-stream"],
      ["Content-Type": "text/plain", "Content-Encoding": "br"],
      ["Content-Type": "text/plain", "Cache-Control": "no-transform"],
    ] as [HTTPFields])
  func whatIsPackedOrMustNotBeStays(fields: HTTPFields) async {
    let answer = await answer(["Accept-Encoding": "gzip"], fields)
    #expect(answer.fields["Content-Encoding"] == fields["Content-Encoding"])
    #expect(bytes(answer) == Self.words)
  }

  @Test func littleAndStreamsStay() async {
    let little = await answer(["Accept-Encoding": "gzip"], body: .bytes(Array("{}".utf8)))
    #expect(little.fields["Content-Encoding"] == nil && bytes(little).count == 2)
    let stream = await answer(
      ["Accept-Encoding": "gzip"], body: .stream { try await $0.write(Self.words) })
    #expect(stream.fields["Content-Encoding"] == nil)
  }

  @Test func whoCannotUnpackGetsItAsItIs() async {
    let plain = await answer([:])
    #expect(plain.fields["Content-Encoding"] == nil && plain.fields["Vary"] == "Accept-Encoding")
    #expect(bytes(plain) == Self.words)
  }

  @Test func aPartIsOfTheUnpackedContent() async {
    let part = await answer(["Accept-Encoding": "gzip", "Range": "bytes=0-1999"])
    #expect(part.status == .partialContent && part.fields["Content-Encoding"] == nil)
    #expect(bytes(part) == Array(Self.words[..<2_000]))
  }

  @Test func aPackedAnswerIsNotSentAgain() async throws {
    let fields: HTTPFields = ["Content-Type": "text/css", "ETag": "\"a\""]
    let first = await answer(["Accept-Encoding": "gzip"], fields)
    let tag = try #require(first.fields["ETag"])
    let again = await answer(["Accept-Encoding": "gzip", "If-None-Match": tag], fields)
    #expect(again.status == .notModified)
    #expect(again.fields["ETag"] == tag && again.fields["Vary"] == "Accept-Encoding")
  }

  @Test func filesOfAnAppArePackedAndFollowTheirContent() async throws {
    let folder = try TemporaryFolder()
    let app = try StaticFolder(at: folder.path)
    func packed() async throws -> [UInt8] {
      let file = try #require(app.response(for: ["main.js"]))
      let answer = await answer(["Accept-Encoding": "gzip"], file.fields, body: file.body)
      #expect(answer.fields["Content-Encoding"] == "gzip")
      return unpacked(bytes(answer), .gzip)
    }
    for text in [Self.words, Self.words + Self.words] {
      try folder.write(text, to: "main.js")
      #expect(try await packed() == text)
      #expect(try await packed() == text)
    }
  }
}
