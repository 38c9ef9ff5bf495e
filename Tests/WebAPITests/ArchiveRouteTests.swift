import ArchiveFixtures
import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Archives over HTTP: groups with percentages, previews, and what is like one.
@Suite struct ArchiveRouteTests {
  @Test(arguments: Way.allCases)
  func groupsPreviewsAndSimilarOnes(way: Way) async throws {
    let served = try ServedLibrary(way)
    let before = try await served.json("/api/visual-duplicates")
    #expect(before["archive_group_count"]?.int == 0)
    let id = try served.indexArchives()
    let page = try await served.json("/api/visual-duplicates")
    #expect(page["archive_group_count"]?.int == 1 && page["group_count"] != 0)
    let group = try #require(page["archive_groups"]?.elements.first)
    #expect(group["confidence"]?.int == 99 && group["title"] == "99% Visual Match")
    let archives = try #require(group["archives"]?.elements)
    #expect(archives.map { $0["name"]?.text } == ["pack.zip", "twin.tar"])
    #expect(archives[0]["best"] == true && archives[0]["percent"] == .null)
    #expect(archives[1]["percent"] == 99 && archives[1]["matching_previews"] == 3)
    #expect(archives[1]["reasons"]?.elements.contains("same 3 of 4 files") == true)

    let previews = try #require(archives[1]["previews"]?.elements)
    #expect(previews.count == 3 && previews[0]["kind"] == "picture")
    let preview = try await served.get(try #require(previews[0]["url"]?.text))
    #expect(preview.status == 200 && preview.fields["Content-Type"] == "image/webp")
    #expect(preview.bytes.starts(with: "RIFF".utf8) && preview.bytes.count < 20_000)
    let tag = try #require(preview.fields["ETag"])
    let again = try await served.get(
      try #require(previews[0]["url"]?.text), ["If-None-Match": tag])
    #expect(again.status == 304)

    let similar = try await served.json(try #require(archives[0]["similar_url"]?.text))
    #expect(similar["archives"]?.elements.map { $0["name"]?.text } == ["twin.tar"])
    let detail = try await served.json("/api/archives/\(id)")
    #expect(detail["entry_count"] == 4 && detail["name"] == "pack.zip")
    #expect(detail["entries"]?.elements.last?["crc32"]?.text?.count == 8)
  }

  @Test func pagesAndConditions() async throws {
    let served = try ServedLibrary()
    try served.indexArchives()
    let kind = try await served.json("/api/visual-duplicates?kind=rotated")
    #expect(kind["archive_group_count"] == 0 && kind["group_count"] == 1)
    let exact = try await served.json("/api/visual-duplicates?min_confidence=100")
    #expect(exact["archive_group_count"] == 0)
    let second = try await served.json("/api/visual-duplicates?offset=50")
    #expect(second["archive_groups"]?.elements.isEmpty == true)
    #expect(second["archive_group_count"] == 1 && second["next_offset"] == .null)
    // What has changed is looked at again.
    try served.folder.remove("packs/twin.tar")
    try served.indexArchives(writing: false)
    #expect(try await served.json("/api/visual-duplicates")["archive_group_count"] == 0)
  }

  @Test func whatIsNotThereIsSaid() async throws {
    let served = try ServedLibrary()
    let id = try served.indexArchives()
    let none = String(repeating: "0", count: 64)
    for target in [
      "/api/archives/\(none)", "/api/archives/\(none)/similar", "/api/archives/\(none)/previews/0",
      "/api/archives/\(id)/previews/3", "/api/archives/\(id)/previews/999",
    ] {
      #expect(try await served.get(target).status == 404, "\(target)")
    }
    for target in [
      "/api/archives/x", "/api/archives/\(id)/previews/-1", "/api/archives/\(id)/previews/x",
      "/api/archives/..%2f..%2fetc/similar",
    ] {
      #expect(try await served.get(target).status == 400, "\(target)")
    }
    #expect(try await served.get("/api/archives/\(id)/similar?limit=0").status == 422)
  }
}

extension ServedLibrary {
  /// Looks into two packs, of which one holds the other's three pictures and a note that differs.
  ///
  /// - Returns: the id of the first.
  @discardableResult
  func indexArchives(writing: Bool = true) throws -> String {
    let pictures = [1, 2, 3].map { PackedFile("r/\($0).bmp", DrawnPicture.bitmap(seed: $0)) }
    if writing {
      let zip = ZipWriter.bytes(pictures + [PackedFile("notes.txt", "of the first".utf8)])
      try folder.write(zip, to: "packs/pack.zip")
      try folder.write(
        TarWriter.bytes(pictures + [PackedFile("notes.txt", "twin".utf8)]), to: "packs/twin.tar")
    }
    _ = try library.indexArchives([folder.path.appending("packs")])
    return try ContentDigest.sha256(ofFile: folder.path.appending("packs/pack.zip")).hex
  }
}
