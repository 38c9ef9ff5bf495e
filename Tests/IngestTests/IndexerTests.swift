import Catalogue
import Core
import Foundation
import Ingest
import Objects
import TestSupport
import Testing

@Suite struct IndexerTests {
  let library: Library

  init() throws { library = try Library() }

  @Test func newPicturesAreDecodedOnceAndUnchangedOnesNotAgain() throws {
    for number in 0..<20 { try library.write("picture \(number)", to: "a/\(number).jpg") }
    let first = FakeProcessor()
    let report = try library.index(first)
    #expect(report.counts.found == 20)
    #expect(report.counts.indexed == 20)
    #expect(first.processed == 20)
    #expect(try library.names().count == 20)
    #expect(try library.reader.roots().map(\.path) == [library.photos])
    #expect(try library.reader.roots()[0].scannedAt != nil)
    let image = try #require(try library.reader.file(at: library.path("a/1.jpg"))?.image)
    let digest = try #require(try library.reader.image(image)).record.sha256
    #expect(try library.reader.thumbnail(of: digest) == Array("thumbnail".utf8))

    let second = FakeProcessor()
    let again = try library.index(second)
    #expect(again.counts.unchanged == 20)
    #expect(again.counts.bytesRead == 0)
    #expect(second.processed == 0)
  }

  @Test func identicalFilesAreDecodedOnce() throws {
    for number in 0..<50 { try library.write("the same", to: "\(number).jpg") }
    let processor = FakeProcessor()
    let report = try library.index(processor)
    #expect(processor.processed == 1)
    #expect(report.counts.indexed == 1)
    #expect(report.counts.linked == 49)
    #expect(try library.reader.imageColumns().count == 1)
    #expect(try library.names().count == 50)
  }

  @Test(arguments: [("a/1.jpg", "a/renamed.jpg"), ("a/1.jpg", "b/1.jpg"), ("a", "z/a")])
  func movesKeepTheRowAndDecodeNothing(from: String, to: String) throws {
    try library.write("one", to: "a/1.jpg")
    try library.write("other", to: "c.jpg")
    try library.index()
    let before = try #require(try library.reader.file(at: library.path("a/1.jpg")))
    try library.move(from, to: to)
    let processor = FakeProcessor()
    var events: [(FilePath, FilePath)] = []
    let report = try library.index(processor) { event in
      if case .moved(let from, let to) = event { events.append((from, to)) }
    }
    let name = to.hasSuffix(".jpg") ? to : to + "/1.jpg"
    let after = try #require(try library.reader.file(at: library.path(name)))
    #expect(after.id == before.id)
    #expect(after.image == before.image)
    #expect(processor.processed == 0)
    #expect(report.counts.moved == 1)
    #expect(report.counts.missing == 0)
    #expect(report.counts.bytesRead == 0, "the file system says that it is the same file")
    #expect(events.count == 1 && events[0] == (library.path("a/1.jpg"), library.path(name)))
    #expect(try library.names().count == 2)
  }

  @Test func marksThatComeAndGoAreNoticedWithoutReading() throws {
    for name in ["a/1.jpg", "a/2.jpg"] { try library.write(name, to: name) }
    try library.write("", to: "a/1.cropped")
    func marks(_ name: String) throws -> [String]? {
      try library.reader.file(at: library.path(name))?.marks
    }
    try library.index()
    #expect(try marks("a/1.jpg") == ["cropped"] && marks("a/2.jpg") == [])
    try library.write("", to: "a/2.cropped")
    try library.write("", to: "a/2.done")
    try library.remove("a/1.cropped")
    let processor = FakeProcessor()
    let report = try library.index(processor)
    #expect(report.counts.unchanged == 2 && report.counts.marked == 2)
    #expect(processor.processed == 0 && report.counts.bytesRead == 0)
    #expect(try marks("a/1.jpg") == [] && marks("a/2.jpg") == ["cropped", "done"])
    #expect(try library.index().counts.marked == 0)
    // They travel with a move, and are there again when a file that was gone comes back.
    try library.move("a", to: "b")
    try library.index()
    #expect(try marks("b/2.jpg") == ["cropped", "done"])
    try library.remove("b/2.done")
    try library.move("b/2.jpg", to: "../away.jpg")
    try library.index()
    try library.move("../away.jpg", to: "b/2.jpg")
    try library.index()
    #expect(try marks("b/2.jpg") == ["cropped"])
  }

  @Test func aMoveThroughAnotherDiskIsKnownByItsContent() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    let before = try #require(try library.reader.file(at: library.path("1.jpg")))
    try library.remove("1.jpg")
    try library.write("one", to: "sub/2.jpg")
    let processor = FakeProcessor()
    let report = try library.index(processor)
    #expect(report.counts.moved == 1)
    #expect(processor.processed == 0)
    #expect(try library.reader.file(at: library.path("sub/2.jpg"))?.id == before.id)
    #expect(try library.names(.missing) == [])
  }

  @Test func aCopyIsLinkedAndTheOriginalStays() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    let before = try #require(try library.reader.file(at: library.path("1.jpg")))
    try library.write("one", to: "copy.jpg")
    try FileManager.default.linkItem(at: library.url("1.jpg"), to: library.url("hard.jpg"))
    let processor = FakeProcessor()
    let report = try library.index(processor)
    #expect(report.counts.linked == 2)
    #expect(report.counts.moved == 0)
    #expect(processor.processed == 0)
    #expect(try library.reader.file(at: library.path("1.jpg"))?.id == before.id)
    #expect(try library.reader.files(of: before.image!).count == 3)
  }

  @Test func oneFileMovedAndCopiedMovesOnce() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    try library.move("1.jpg", to: "2.jpg")
    try FileManager.default.linkItem(at: library.url("2.jpg"), to: library.url("3.jpg"))
    try library.write("one", to: "4.jpg")
    let report = try library.index()
    #expect(report.counts.moved == 1)
    #expect(report.counts.linked == 2)
    #expect(try library.names() == ["2.jpg", "3.jpg", "4.jpg"])
    #expect(try library.names(.missing) == [])
  }

  @Test func twoFilesThatSwapNamesKeepTheirContents() throws {
    try library.write("one!", to: "1.jpg")
    try library.write("two!", to: "2.jpg")
    try library.index()
    let images = try ["1.jpg", "2.jpg"].map {
      try #require(try library.reader.file(at: library.path($0))?.image)
    }
    try library.move("1.jpg", to: "x.jpg")
    try library.move("2.jpg", to: "1.jpg")
    try library.move("x.jpg", to: "2.jpg")
    let processor = FakeProcessor()
    try library.index(processor)
    #expect(processor.processed == 0)
    #expect(try library.reader.file(at: library.path("1.jpg"))?.image == images[1])
    #expect(try library.reader.file(at: library.path("2.jpg"))?.image == images[0])
  }

  @Test func aFileMovedOverAnotherReplacesIt() throws {
    try library.write("one", to: "1.jpg")
    try library.write("two", to: "2.jpg")
    try library.index()
    let one = try #require(try library.reader.file(at: library.path("1.jpg")))
    try library.remove("2.jpg")
    try library.move("1.jpg", to: "2.jpg")
    try library.index()
    #expect(try library.names() == ["2.jpg"])
    #expect(try library.reader.file(at: library.path("2.jpg"))?.image == one.image)
    #expect(try library.names(.missing) == [])
  }

  @Test func aFileChangedInPlaceGetsItsNewContent() throws {
    try library.write("before", to: "1.jpg")
    try library.index()
    let before = try #require(try library.reader.file(at: library.path("1.jpg")))
    try library.write("after!", to: "1.jpg")
    let processor = FakeProcessor()
    try library.index(processor)
    let after = try #require(try library.reader.file(at: library.path("1.jpg")))
    #expect(processor.processed == 1)
    #expect(after.id == before.id)
    #expect(after.image != before.image)
    #expect(try library.reader.imageColumns().ids == [after.image])
  }

  @Test func sameTimeAndSizeButAnotherInodeIsRead() throws {
    try library.write("before", to: "1.jpg")
    let time = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes(
      [.modificationDate: time], ofItemAtPath: library.url("1.jpg").path)
    try library.index()
    try library.write("after!", to: "new.jpg")
    try FileManager.default.setAttributes(
      [.modificationDate: time], ofItemAtPath: library.url("new.jpg").path)
    try library.remove("1.jpg")
    try library.move("new.jpg", to: "1.jpg")
    let processor = FakeProcessor()
    try library.index(processor)
    #expect(processor.processed == 1)
  }

  @Test func touchingAFileReadsButDoesNotDecodeIt() throws {
    try library.write("same", to: "1.jpg")
    try library.index()
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: library.url("1.jpg").path)
    let processor = FakeProcessor()
    #expect(try library.index(processor).counts.linked == 1)
    #expect(processor.processed == 0)
    #expect(try library.index(processor).counts.unchanged == 1)
  }

  @Test func deletedFilesGoMissingAndComeBackWithoutADecode() throws {
    try library.write("one", to: "1.jpg")
    try library.write("two", to: "2.jpg")
    try library.index()
    let bytes = try Data(contentsOf: library.url("1.jpg"))
    try library.remove("1.jpg")
    #expect(try library.index().counts.missing == 1)
    #expect(try library.names(.missing) == ["1.jpg"])
    #expect(try library.index().counts.missing == 0, "told once")
    try bytes.write(to: library.url("1.jpg"))
    let processor = FakeProcessor()
    try library.index(processor)
    #expect(processor.processed == 0)
    #expect(try library.names() == ["1.jpg", "2.jpg"])
  }

  @Test func aSymbolicLinkAsRootIsTheFolderItLeadsTo() throws {
    try library.write("one", to: "1.jpg")
    try FileManager.default.createSymbolicLink(
      at: library.folder.url.appending(path: "link"),
      withDestinationURL: library.folder.url.appending(path: "photos"))
    try library.index()
    let processor = FakeProcessor()
    let report = try Indexer(catalogue: library.catalogue, processor: processor)
      .index([library.folder.path.appending("link")])
    #expect(report.counts.unchanged == 1)
    #expect(processor.processed == 0)
    #expect(try library.names() == ["1.jpg"])
  }

  @Test func aNewVersionOfASignalIsComputedAndKeepsTheImage() throws {
    try library.write("one", to: "1.jpg")
    try library.write("one", to: "2.jpg")
    try library.index()
    let before = try library.reader.imageColumns()
    let processor = FakeProcessor(version: 2)
    try library.index(processor)
    #expect(processor.processed == 1)
    let after = try library.reader.imageColumns()
    #expect(after.ids == before.ids)
    #expect(after.dct != before.dct)
    #expect(try library.index(processor).counts.unchanged == 2)
  }

  /// One file is asked about by itself, 300 all at once; neither sees less than the other.
  @Test(arguments: [2, 300])
  func aSingleFileOfAnOldVersionIsLookedAtAnew(others: Int) throws {
    for number in 0..<others { try library.write("other \(number)", to: "\(number).jpg") }
    try library.index()
    let processor = FakeProcessor(version: 2)
    let indexer = Indexer(catalogue: library.catalogue, processor: processor)
    #expect(try indexer.index([library.path("1.jpg")]).counts.found == 1)
    #expect(processor.processed == 1)
    // The same content elsewhere, which no file below what is indexed has.
    try library.write("other 0", to: "new.jpg")
    try indexer.index([library.path("new.jpg")])
    #expect(processor.processed == 2)
    try indexer.index([library.path("new.jpg"), library.path("1.jpg")])
    #expect(processor.processed == 2)
    try library.index(processor)
    #expect(processor.processed == others)
    #expect(try library.names().count == others + 1)
  }

  @Test func stagedFilesAreLeftAlone() throws {
    try library.write("one", to: "1.jpg")
    try library.write("two", to: "2.jpg")
    try library.index()
    try library.move("1.jpg", to: "_review_dupes/1.jpg")
    let one = try #require(try library.reader.file(at: library.path("1.jpg")))
    try library.catalogue.writer().transaction {
      try $0.relocateFile(
        at: one.path, to: library.path("_review_dupes/1.jpg"), identity: one.identity,
        state: .staged)
    }
    #expect(try library.index().counts.missing == 0)
    #expect(try library.names(.staged) == ["_review_dupes/1.jpg"])
    // Taken back by hand: it is the same file again.
    try library.move("_review_dupes/1.jpg", to: "1.jpg")
    try library.index()
    #expect(try library.names() == ["1.jpg", "2.jpg"])
    #expect(try library.reader.file(at: library.path("1.jpg"))?.id == one.id)
  }

  @Test func theOutcomeDoesNotDependOnThreads() throws {
    for number in 0..<60 {
      let content = number % 7 == 0 ? "bad \(number % 14)" : "picture \(number % 20)"
      try library.write(content, to: "\(number % 3)/\(number).jpg")
    }
    var dumps: Set<[String]> = []
    for workers in [1, 2, 8] {
      let other = try Catalogue(at: library.folder.path.appending("with \(workers)"))
      var options = IndexOptions()
      options.workers = workers
      options.batchCount = 5 * workers
      try Indexer(catalogue: other, processor: FakeProcessor(), options: options)
        .index([library.photos])
      var lines: [String] = []
      try other.reader().forEachDumpLine { lines.append($0) }
      dumps.insert(lines)
    }
    #expect(dumps.count == 1)
    #expect(dumps.first?.count == 60)
  }
}
