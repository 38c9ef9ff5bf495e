import Catalogue
import Core
import TestSupport
import Testing

/// What the catalogue keeps of archives.
@Suite struct ArchiveTests {
  private let catalogue: Catalogue
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
  }

  private static func look(_ seed: UInt64) -> ArchivePreview.Look {
    ArchivePreview.Look(
      average: Hash64(bits: seed), difference: Hash64(bits: ~seed), perceptual: Hash64(bits: 1),
      pdq: Hash256(a: seed, b: 2, c: 3, d: 4), texture: 7.5, descriptor: [0.6, -0.8])
  }

  private static let record = ArchiveRecord(
    sha256: SHA256Digest(bytes: [UInt8](repeating: 1, count: 32))!, byteSize: 100, format: "zip",
    version: 1,
    entries: [
      .init(name: "a.stl", kind: "model", size: 1 << 40, crc: 0xFFFF_FFFF, depth: 0),
      .init(name: "b/c.png", kind: "picture", size: 5, crc: nil, depth: 1),
    ],
    previews: [
      ArchivePreview(
        entry: "b/c.png", kind: .picture, width: 4, height: 3, look: look(5), thumbnail: [9, 9]),
      ArchivePreview(
        entry: "a.stl", kind: .rendering, width: 320, height: 320, look: look(6),
        views: [look(7), look(8)]),
    ], issues: [.init(code: "archive.link", message: "x: is a link")], issueCount: 3)

  private static let identity = FileIdentity(device: 1, inode: 2, size: 100, modified: 3)

  @Test func anArchiveComesBackAsItWasPut() throws {
    let writer = catalogue.writer()
    try writer.transaction { transaction in
      let id = try transaction.putArchive(Self.record)
      try transaction.putArchiveFile("/m/b.zip", identity: Self.identity, archive: id)
      try transaction.putArchiveFile("/m/a.zip", identity: Self.identity, archive: id)
    }
    let found = try #require(try catalogue.reader().archives().first)
    var expected = Self.record
    expected.previews[0].thumbnail = nil
    #expect(found.record == expected)
    #expect(found.paths == ["/m/a.zip", "/m/b.zip"])
    #expect(try catalogue.reader().archiveThumbnail(of: Self.record.sha256, preview: 0) == [9, 9])
    #expect(try catalogue.reader().archiveThumbnail(of: Self.record.sha256, preview: 1) == nil)
    #expect(try catalogue.reader(owner: "other").archives().isEmpty)
    #expect(
      try catalogue.reader(owner: "other").archiveThumbnail(of: Self.record.sha256, preview: 0)
        == nil)
  }

  @Test func puttingItAgainReplacesIt() throws {
    let writer = catalogue.writer()
    var other = Self.record
    other.version = 2
    other.entries = [.init(name: "new", kind: "other", size: 1, crc: 2, depth: 0)]
    other.previews = []
    let first = try writer.transaction { try $0.putArchive(Self.record) }
    let second = try writer.transaction { try $0.putArchive(other) }
    #expect(first == second)
    try writer.transaction {
      try $0.putArchiveFile("/m/a.zip", identity: Self.identity, archive: second)
    }
    #expect(try catalogue.reader().archives().map(\.record) == [other])
    #expect(try catalogue.reader().archiveID(of: other.sha256, version: 1) == nil)
    #expect(try catalogue.reader().archiveID(of: other.sha256, version: 2) == second)
  }

  @Test func whatAScanComparesWithIsBelowItsRoots() throws {
    try catalogue.writer().transaction { transaction in
      let id = try transaction.putArchive(Self.record)
      try transaction.putArchiveFile("/m/a.zip", identity: Self.identity, archive: id)
      try transaction.putArchiveFailure(
        "/m/bad.zip", identity: Self.identity,
        fault: Fault("archive.damaged", .user, "is damaged", remedy: "Get it again."))
      try transaction.putArchiveFile("/n/a.zip", identity: Self.identity, archive: id)
    }
    let reader = catalogue.reader()
    let known = try reader.knownArchives(below: ["/m"], version: 1)
    #expect(Set(known.keys) == ["/m/a.zip", "/m/bad.zip"])
    #expect(known["/m/a.zip"]?.isCurrent == true && known["/m/bad.zip"]?.archive == nil)
    #expect(known["/m/bad.zip"]?.failureCode == "archive.damaged")
    #expect(
      try reader.knownArchives(below: ["/m/a.zip"], version: 2)["/m/a.zip"]?.isCurrent == false)
    #expect(try reader.failedArchives().map(\.path) == ["/m/bad.zip"])
  }

  @Test func archivesWithoutPathsAreForgotten() throws {
    let writer = catalogue.writer()
    try writer.transaction { transaction in
      let id = try transaction.putArchive(Self.record)
      try transaction.putArchiveFile("/m/a.zip", identity: Self.identity, archive: id)
    }
    try writer.transaction { try $0.removeArchiveFiles(["/m/a.zip"]) }
    #expect(try catalogue.reader().archives().isEmpty)
    #expect(try catalogue.reader().archiveID(of: Self.record.sha256, version: 1) == nil)
    #expect(try catalogue.integrityProblems() == [])
  }
}
