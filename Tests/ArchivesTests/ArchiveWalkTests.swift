import ArchiveFixtures
import Archives
import Core
import Foundation
import TestSupport
import Testing

/// Archives of every format give the same files, and no file leads anywhere.
@Suite struct ArchiveWalkTests {
  static let files = [
    PackedFile("a.txt", "Semblance a\n".utf8), PackedFile("folder/b.txt", "Semblance b\n".utf8),
  ]

  enum Packing: String, CaseIterable {
    case stored, deflated, tar, gzip, rar4, rar5, sevenZip

    func bytes(_ files: [PackedFile]) throws -> [UInt8] {
      switch self {
      case .stored: ZipWriter.bytes(files, comment: "a comment")
      case .deflated: ZipWriter.bytes(files, deflates: true)
      case .tar: TarWriter.bytes(files)
      case .gzip: ZipWriter.gzipped(TarWriter.bytes(files))
      case .rar4: RarWriter.four(files)
      case .rar5: RarWriter.five(files)
      case .sevenZip: try ArchiveWalkTests.fixture("plain.7z")
      }
    }

    var format: ArchiveFormat {
      switch self {
      case .stored, .deflated: .zip
      case .tar, .gzip: .tar
      case .rar4, .rar5: .rar
      case .sevenZip: .sevenZip
      }
    }
  }

  static func fixture(_ name: String) throws -> [UInt8] {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    return [UInt8](try Data(contentsOf: url))
  }

  @Test(arguments: Packing.allCases)
  func everyFormatGivesTheSameFiles(packing: Packing) throws {
    let bytes = try packing.bytes(Self.files)
    let (contents, visitor) = try ArchiveWalk.walked(bytes, GatheringVisitor())
    #expect(contents.format == packing.format)
    #expect(contents.issues.isEmpty)
    #expect(contents.files.map(\.name) == ["a.txt", "folder/b.txt"])
    #expect(contents.files.map(\.size) == [12, 12])
    // zlib.crc32 of both, by Python.
    #expect(contents.files.map(\.crc) == [0xA950_3130, 0x827D_62F3])
    #expect(visitor.whole["folder/b.txt"] == Array("Semblance b\n".utf8))
  }

  @Test(arguments: Packing.allCases)
  func aFileOnTheDiskIsReadAsItsBytesAre(packing: Packing) throws {
    let folder = try TemporaryFolder()
    try folder.write(try packing.bytes(Self.files), to: "archive")
    var walk = ArchiveWalk(ListingVisitor())
    let contents = try walk.run(folder.path.appending("archive"))
    #expect(contents.files.map(\.crc) == [0xA950_3130, 0x827D_62F3])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["archive"])
  }

  @Test func whatIsNotWantedInAZipFileIsNotUnpacked() throws {
    var bytes = ZipWriter.bytes([PackedFile("model.stl", [UInt8](repeating: 7, count: 1000))])
    bytes[500] ^= 1
    let listed = try ArchiveWalk.walked(bytes, ListingVisitor()).contents
    #expect(listed.issues.isEmpty)
    let read = try ArchiveWalk.walked(bytes, GatheringVisitor())
    #expect(read.contents.issues.map(\.code) == ["archive.entry-damaged"])
    #expect(read.visitor.dropped == 1 && read.visitor.whole.isEmpty)
  }

  @Test(arguments: [Packing.stored, .tar, .rar4, .rar5])
  func dangerousNamesAreToldAndNotRead(packing: Packing) throws {
    let names = [
      "../up.txt", "/root.txt", "a/../../b.txt", "C:\\evil.txt", "..\\up.txt", "fine.txt",
    ]
    let bytes = try packing.bytes(names.map { PackedFile($0, "x".utf8) })
    let (contents, visitor) = try ArchiveWalk.walked(bytes, GatheringVisitor())
    #expect(contents.files.map(\.name) == ["fine.txt"])
    #expect(Set(visitor.whole.keys) == ["fine.txt"])
    #expect(contents.issues.map(\.code.name) == .init(repeating: "archive.unsafe-name", count: 5))
  }

  @Test(arguments: [Packing.stored, .tar])
  func linksAreNeverFollowed(packing: Packing) throws {
    let bytes = try packing.bytes([
      PackedFile("link.png", [], link: "/etc/passwd"), PackedFile("a.txt", "a".utf8),
    ])
    let (contents, visitor) = try ArchiveWalk.walked(bytes, GatheringVisitor())
    #expect(contents.issues.map(\.code) == ["archive.link"])
    #expect(Set(visitor.whole.keys) == ["a.txt"])
  }

  @Test func ofTwoEntriesOfOneNameTheFirstCounts() throws {
    let bytes = ZipWriter.bytes([PackedFile("a.txt", "one".utf8), PackedFile("a.txt", "two".utf8)])
    let (contents, visitor) = try ArchiveWalk.walked(bytes, GatheringVisitor())
    #expect(contents.issues.map(\.code) == ["archive.duplicate-name"])
    #expect(visitor.whole == ["a.txt": Array("one".utf8)])
  }

  @Test func namesKeepTheirLetters() throws {
    let names = ["Größe/龍.stl", "plain.stl"]
    for packing in [Packing.stored, .tar, .rar5] {
      let bytes = try packing.bytes(names.map { PackedFile($0, "x".utf8) })
      let contents = try ArchiveWalk.walked(bytes, ListingVisitor()).contents
      #expect(contents.files.map(\.name) == names)
    }
    let raw = TarWriter.bytes([PackedFile(rawName: [0x61, 0xFF, 0x0A], [1])])
    let contents = try ArchiveWalk.walked(raw, ListingVisitor()).contents
    #expect(contents.files.map(\.name) == ["a\\xff\\x0a"])
  }

  @Test func kindsGoByNameAndPlace() {
    let kinds: [(String, EntryKind)] = [
      ("renders/A.JPG", .picture), ("body.STL", .model), ("more.tar.gz", .archive),
      ("model.stl.gz", .other), ("readme", .other), ("__MACOSX/a.jpg", .other), ("._a.jpg", .other),
      ("inner.3mf", .archive),
    ]
    for (name, kind) in kinds { #expect(EntryKind(name: name) == kind, "\(name)") }
    #expect(EntryKind(name: "Metadata/thumbnail.png", isInProject: true) == .thumbnail)
    #expect(EntryKind(name: "3D/Textures/skin.png", isInProject: true) == .other)
    #expect(EntryKind(name: "3D/3dmodel.model", isInProject: true) == .model)
  }

  @Test func archivesWithinAreEnteredToADepth() throws {
    func nested(_ depth: Int) -> [UInt8] {
      depth == 0
        ? TarWriter.bytes([PackedFile("deep.txt", "x".utf8)])
        : ZipWriter.bytes([PackedFile("\(depth).zip", nested(depth - 1))], deflates: true)
    }
    let inside = try ArchiveWalk.walked(nested(3), GatheringVisitor()).contents
    #expect(inside.files.map(\.name).last == "3.zip/2.zip/1.zip/deep.txt")
    #expect(inside.files.map(\.depth) == [0, 1, 2, 3])
    let deep = try ArchiveWalk.walked(nested(4), GatheringVisitor()).contents
    #expect(deep.issues.map(\.code) == ["archive.too-deep"])
    #expect(deep.files.count == 4)
    var limits = ArchiveLimits()
    limits.maximumNestedBytes = 100
    let large = try ArchiveWalk.walked(nested(2), GatheringVisitor(), limits: limits).contents
    #expect(large.issues.map(\.code) == ["archive.too-large"])
  }

  @Test func aProjectHasItsThumbnailAndModel() throws {
    let project = ShapeModel(seed: 1, detail: 6).project(thumbnail: [1, 2, 3])
    let pack = ZipWriter.bytes([PackedFile("figure.3mf", project)])
    let contents = try ArchiveWalk.walked(pack, GatheringVisitor()).contents
    #expect(
      contents.files.filter { $0.kind != .other }.map(\.name) == [
        "figure.3mf", "figure.3mf/3D/3dmodel.model", "figure.3mf/Metadata/thumbnail.png",
      ])
    #expect(contents.files.map(\.kind) == [.archive, .other, .model, .thumbnail])
  }

  @Test func whatAVisitorRefusesBecomesAnIssue() throws {
    var visitor = GatheringVisitor()
    visitor.refused = "a.txt"
    let (contents, after) = try ArchiveWalk.walked(RarWriter.five(Self.files), visitor)
    #expect(contents.issues.map(\.code) == ["test.refused"])
    #expect(contents.issues[0].message == "a.txt: is not wanted after all")
    #expect(contents.files.map(\.crc) == [0xA950_3130, 0x827D_62F3])
    #expect(Set(after.whole.keys) == ["folder/b.txt"])
  }
}
