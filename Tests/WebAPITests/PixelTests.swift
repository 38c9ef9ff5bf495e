import Core
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct PixelTests {
  @Test(arguments: Way.allCases)
  func theOriginalComesWholeAndInParts(way: Way) async throws {
    let served = try ServedLibrary(way)
    let id = try #require(try await served.ids()["b.bmp"])
    let bytes = Array(try Data(contentsOf: served.folder.url.appending(path: "pictures/b.bmp")))
    let whole = try await served.get("/api/images/\(id)/original")
    #expect(whole.status == 200 && whole.bytes == bytes)
    #expect(whole.fields["Content-Type"] == "image/bmp")
    #expect(
      whole.fields["Content-Disposition"]
        == "inline; filename=\"b.bmp\"; filename*=UTF-8''b.bmp")
    #expect(whole.fields["Content-Security-Policy"] == "default-src 'none'; sandbox")
    let part = try await served.get("/api/images/\(id)/original", ["Range": "bytes=10-19"])
    #expect(part.status == 206 && part.bytes == Array(bytes[10..<20]))
    #expect(part.fields["Content-Range"] == "bytes 10-19/\(bytes.count)")
  }

  @Test func aFileThatChangedIsNotSentForWhatItWas() async throws {
    let served = try ServedLibrary()
    let id = try #require(try await served.ids()["b.bmp"])
    try served.folder.write(Array("something else".utf8), to: "pictures/b.bmp")
    #expect(try await served.get("/api/images/\(id)/original").status == 404)
    #expect(try await served.get("/api/images/\(id)/preview").status == 404)
  }

  @Test func thePreviewIsMadeOnceAndKept() async throws {
    let served = try ServedLibrary()
    let id = try #require(try await served.ids()["b.bmp"])
    let first = try await served.get("/api/images/\(id)/preview")
    #expect(first.status == 200 && first.fields["Content-Type"] == "image/webp")
    #expect(Array(first.bytes[8..<12]) == Array("WEBP".utf8))
    try served.folder.remove("pictures/b.bmp")
    #expect(try await served.get("/api/images/\(id)/preview").bytes == first.bytes)
    let tag = try #require(first.fields["ETag"])
    let known = try await served.get("/api/images/\(id)/preview", ["If-None-Match": tag])
    #expect(known.status == 304)
  }
}
