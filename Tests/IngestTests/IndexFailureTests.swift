import Catalogue
import Core
import Files
import Foundation
import Ingest
import TestSupport
import Testing

@Suite struct IndexFailureTests {
  let library: Library

  init() throws { library = try Library() }

  @Test func aBadFileIsRecordedWithItsReasonAndNotTriedAgainUntilItChanges() throws {
    try library.write("good", to: "1.jpg")
    try library.write("bad", to: "2.jpg")
    let report = try library.index()
    #expect(report.counts.indexed == 1)
    #expect(report.counts.failed == 1)
    #expect(report.issues.map(\.path) == [library.path("2.jpg")])
    #expect(report.issues.map(\.code) == ["picture.damaged"])
    let file = try #require(try library.reader.file(at: library.path("2.jpg")))
    #expect(file.failure?.remedy == "Copy it again.")

    let processor = FakeProcessor()
    #expect(try library.index(processor).counts.stillFailed == 1)
    #expect(processor.processed == 0)

    var options = IndexOptions()
    options.retriesFailed = true
    #expect(try library.index(processor, options: options).counts.failed == 1)
    #expect(try library.reader.file(at: library.path("2.jpg"))?.failure?.attempts == 2)

    try library.write("mended", to: "2.jpg")
    #expect(try library.index().counts.indexed == 1)
    #expect(try library.names(.failed) == [])
    #expect(try library.reader.file(at: library.path("2.jpg"))?.id == file.id)
  }

  @Test func identicalBadFilesAllFail() throws {
    for number in 0..<30 { try library.write("bad", to: "\(number).jpg") }
    let processor = FakeProcessor()
    let report = try library.index(processor)
    #expect(report.counts.failed == 30)
    #expect(processor.processed == 1)
    #expect(Set(report.issues.compactMap(\.path)).count == 30)
  }

  @Test func anEmptyFileIsAFailureToldOnce() throws {
    try library.write("", to: "1.jpg")
    let report = try library.index()
    #expect(report.issues.map(\.code) == ["file.empty"])
    #expect(try library.names(.failed) == ["1.jpg"])
    let again = try library.index()
    #expect(again.counts.failed == 0)
    #expect(again.counts.stillFailed == 1)
  }

  @Test func aPictureThatBecameEmptyIsNoLongerPresent() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    try library.write("", to: "1.jpg")
    try library.index()
    #expect(try library.names(.failed) == ["1.jpg"])
    #expect(try library.reader.imageColumns().count == 0)
  }

  @Test func aFileThatIsTooLargeFails() throws {
    try library.write("123456789", to: "1.jpg")
    var options = IndexOptions()
    options.maximumBytes = 8
    #expect(try library.index(options: options).issues.map(\.code) == ["file.too-large"])
  }

  @Test func aMissingRootChangesNothingAndIsTold() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    try FileManager.default.moveItem(
      at: library.folder.url.appending(path: "photos"),
      to: library.folder.url.appending(path: "elsewhere"))
    let report = try library.index()
    #expect(report.issues.map(\.code) == ["index.root-missing"])
    #expect(report.counts.missing == 0)
    #expect(try library.names() == ["1.jpg"])
  }

  @Test func aRootThatNeverWasIsAPlainMistake() throws {
    let report = try Indexer(catalogue: library.catalogue, processor: FakeProcessor())
      .index([library.path("typo")])
    #expect(report.issues.map(\.code) == ["file.missing"])
    #expect(try library.reader.roots() == [])
  }

  @Test func anEmptiedRootIsNotBelievedUnlessToldTo() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    try library.remove("1.jpg")
    let report = try library.index()
    #expect(report.issues.map(\.code) == ["index.root-empty"])
    #expect(try library.names() == ["1.jpg"])
    var options = IndexOptions()
    options.acceptsEmptyRoots = true
    #expect(try library.index(options: options).counts.missing == 1)
    #expect(try library.names(.missing) == ["1.jpg"])
  }

  @Test func anEmptyFolderOnAnotherDiskMeansNotMounted() throws {
    try library.write("one", to: "stick/1.jpg")
    try library.write("two", to: "2.jpg")
    try library.index()
    // As if `stick` had been a mounted disk: its file was on another device.
    let file = try #require(try library.reader.file(at: library.path("stick/1.jpg")))
    var identity = file.identity
    identity.device += 1
    try library.catalogue.writer().transaction {
      try $0.refreshFile(file.id, identity: identity)
    }
    try library.remove("stick/1.jpg")
    let report = try library.index()
    #expect(report.issues.map(\.code) == ["index.unmounted"])
    #expect(report.issues.map(\.path) == [library.path("stick")])
    #expect(try library.names() == ["2.jpg", "stick/1.jpg"])
  }

  @Test func anotherDiskNumberAloneIsNoChange() throws {
    try library.write("one", to: "1.jpg")
    try library.index()
    let file = try #require(try library.reader.file(at: library.path("1.jpg")))
    var identity = file.identity
    identity.device += 1
    try library.catalogue.writer().transaction {
      try $0.refreshFile(file.id, identity: identity)
    }
    let processor = FakeProcessor()
    let report = try library.index(processor)
    #expect(report.counts.unchanged == 1)
    #expect(report.counts.bytesRead == 0)
    #expect(try library.reader.file(file.id)?.identity == file.identity)
  }

  @Test func aMalformedGlobIsRefusedBeforeAnythingHappens() throws {
    var options = IndexOptions()
    options.scan.include = ["[a"]
    #expect(throws: Fault.self) { try library.index(options: options) }
    #expect(try library.reader.roots() == [])
  }

  @Test func filesNoLongerAskedForGoMissing() throws {
    try library.write("one", to: "1.jpg")
    try library.write("two", to: "raw/2.jpg")
    try library.index()
    var options = IndexOptions()
    options.scan.exclude = ["raw"]
    #expect(try library.index(options: options).counts.missing == 1)
    #expect(try library.names() == ["1.jpg"])
    #expect(try library.index().counts.linked == 1)
    #expect(try library.names() == ["1.jpg", "raw/2.jpg"])
  }
}
