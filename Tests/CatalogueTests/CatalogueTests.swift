import Catalogue
import Core
import TestSupport
import Testing

@Suite struct CatalogueTests {
  let folder: TemporaryFolder
  let catalogue: Catalogue

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
  }

  private var reader: CatalogueReader { catalogue.reader() }
  private var writer: CatalogueWriter { catalogue.writer() }

  @Test func aPictureComesBackAsItWentIn() throws {
    let (id, _) = try writer.transaction { try $0.put(7, at: "/photos/a.jpg") }
    let image = try #require(try reader.image(id))
    var expected = Samples.record(7)
    expected.metadata.rawJSON = nil
    #expect(image.record == expected)
    #expect(image.payload.source == .batch)
    #expect(try reader.rawMetadata(of: id) == Samples.record(7).metadata.rawJSON)
    #expect(try reader.luma(of: id) == Samples.luma(7))
    #expect(try reader.signals(of: id) == Samples.signals)
    #expect(try reader.image(image.ulid)?.id == id)
    #expect(try reader.image(Samples.digest(7))?.id == id)
    #expect(try reader.image(Samples.digest(8)) == nil)
  }

  @Test func identicalFilesShareAnImageAndAMoveKeepsBoth() throws {
    let (image, first) = try writer.transaction { transaction in
      try transaction.put(1, at: "/photos/b.jpg")
      return try transaction.put(1, at: "/photos/a.jpg")
    }
    #expect(try reader.files(of: image).map(\.path) == ["/photos/a.jpg", "/photos/b.jpg"])
    try writer.transaction {
      try $0.moveFile(first, to: "/other/c.jpg", identity: Samples.identity(9))
    }
    let moved = try #require(try reader.file(at: "/other/c.jpg"))
    #expect(moved.id == first)
    #expect(moved.image == image)
    #expect(moved.identity == Samples.identity(9))
    #expect(try reader.file(at: "/photos/a.jpg") == nil)
  }

  @Test func movingOntoAKnownPathReplacesItsRow() throws {
    let (one, two) = try writer.transaction {
      (try $0.put(1, at: "/p/1.jpg").file, try $0.put(2, at: "/p/2.jpg").file)
    }
    try writer.transaction {
      try $0.moveFile(one, to: "/p/2.jpg", identity: Samples.identity(1))
    }
    #expect(try reader.allFiles().map(\.id) == [one])
    #expect(try reader.file(two) == nil)
  }

  @Test func computingAgainKeepsTheIdentityOfAnImage() throws {
    let (id, _) = try writer.transaction { try $0.put(1, at: "/p/1.jpg") }
    let before = try #require(try reader.image(id))
    var record = Samples.record(1)
    record.hashes.dct = Samples.hash(99)
    record.metadata.keywords = ["apple", "pear"]
    record.metadata.rawJSON = nil
    try writer.transaction { transaction in
      try transaction.setPixelDigest(Samples.digest(50), of: id)
      try transaction.putImage(
        record, luma: Samples.luma(2), signals: [SignalRecord(.fingerprints, version: 2)])
    }
    let after = try #require(try reader.image(id))
    #expect(after.ulid == before.ulid)
    #expect(after.payload.createdAt == before.payload.createdAt)
    #expect(after.record.hashes.dct == Samples.hash(99))
    #expect(after.record.metadata.keywords == ["apple", "pear"])
    #expect(after.record.pixelSHA256 == Samples.digest(50), "a digest once computed stays")
    #expect(try reader.rawMetadata(of: id) == nil)
    #expect(try reader.luma(of: id) == Samples.luma(2))
    #expect(try reader.imagesLacking(.fingerprints, version: 2).isEmpty)
    #expect(try reader.imagesLacking(.fingerprints, version: 3) == [id])
    #expect(try reader.imagesLacking(Signal(rawValue: "new"), version: 1) == [id])
  }

  @Test func pathsThatAreNotTextComeBack() throws {
    let path = FilePath(bytes: Array("/photos/".utf8) + [0xFF, 0xFE, 0x0A] + Array(".jpg".utf8))
    try writer.transaction { try $0.put(1, at: path) }
    #expect(try reader.file(at: path)?.path == path)
    #expect(try Array(reader.knownFiles(below: ["/photos"]).keys) == [path])
    #expect(try reader.fileColumns().paths == [path])
  }

  @Test func aPictureAtTheRootOfTheFileSystemIsFound() throws {
    try writer.transaction { try $0.put(1, at: "/a.jpg") }
    #expect(try reader.file(at: "/a.jpg") != nil)
    #expect(try reader.fileColumns().paths == ["/a.jpg"])
  }

  @Test func knownFilesAreThoseBelowTheRoots() throws {
    try writer.transaction { transaction in
      let paths: [FilePath] = ["/a/1.jpg", "/a/b/2.jpg", "/ab/3.jpg", "/c/4.jpg", "/c/5.jpg"]
      for (number, path) in paths.enumerated() { try transaction.put(number, at: path) }
    }
    let known = try reader.knownFiles(below: ["/a", "/c/5.jpg"])
    #expect(known.keys.sorted() == ["/a/1.jpg", "/a/b/2.jpg", "/c/5.jpg"])
    #expect(known["/c/5.jpg"]?.identity == Samples.identity(4))
  }

  @Test func failuresCountTheirAttemptsUntilTheFileChanges() throws {
    let fault = Fault(
      "picture.truncated", .user, "the picture ends early", remedy: "Copy it again.")
    for _ in 0..<2 {
      try writer.transaction {
        try $0.putFailure("/p/x.jpg", identity: Samples.identity(1), fault: fault)
      }
    }
    let file = try #require(try reader.file(at: "/p/x.jpg"))
    #expect(
      file.failure
        == FileFailure(
          code: "picture.truncated", message: "the picture ends early", remedy: "Copy it again.",
          attempts: 2))
    #expect(try reader.files(in: .failed) == [file])
    #expect(try reader.statistics().failures == ["picture.truncated": 1])
    try writer.transaction {
      try $0.putFailure("/p/x.jpg", identity: Samples.identity(2), fault: fault)
    }
    #expect(try reader.file(at: "/p/x.jpg")?.failure?.attempts == 1)
    try writer.transaction { try $0.put(3, at: "/p/x.jpg") }
    #expect(try reader.file(at: "/p/x.jpg")?.state == .present)
    #expect(try reader.file(at: "/p/x.jpg")?.failure == nil)
  }

  @Test func missingFilesLeaveTheColumnsAndComeBack() throws {
    let (image, file) = try writer.transaction { try $0.put(1, at: "/p/1.jpg") }
    try writer.transaction { try $0.markMissing([file]) }
    #expect(try reader.imageColumns().count == 0)
    #expect(try reader.fileColumns().count == 0)
    #expect(try reader.file(file)?.state == .missing)
    #expect(try reader.file(file)?.missingSince != nil)
    try writer.transaction { try $0.put(1, at: "/p/1.jpg") }
    #expect(try reader.imageColumns().ids == [image])
    #expect(try reader.file(file)?.missingSince == nil)
  }

  @Test func forgettingKeepsWhatPeopleDecidedAbout() throws {
    let ids = try writer.transaction { transaction in
      try (0..<4).map { try transaction.put($0, at: FilePath("/p/\($0).jpg")) }
    }
    try writer.transaction { transaction in
      try transaction.putNotDuplicates(ImagePair(ids[1].image, ids[2].image))
      try transaction.markMissing(ids[0...1].map(\.file))
    }
    let gone = try writer.transaction { try $0.forgetMissing() }
    #expect(gone == [Samples.digest(0)])
    #expect(try reader.image(ids[1].image) != nil)
    #expect(try reader.allFiles().map(\.path) == ["/p/2.jpg", "/p/3.jpg"])
    #expect(try reader.luma(of: ids[0].image) == nil, "its plane goes with it")
    #expect(try catalogue.integrityProblems() == [])
  }

  @Test func columnsAgreeWithTheRows() throws {
    try writer.transaction { transaction in
      for number in 0..<10 { try transaction.put(number, at: FilePath("/p/\(number).jpg")) }
      try transaction.setPixelDigest(Samples.digest(50), of: ImageID(rawValue: 3))
    }
    let columns = try reader.imageColumns()
    #expect(columns.count == 10)
    #expect(columns.cameras == ["Maker Model 0", "Maker Model 1", "Maker Model 2"])
    for index in 0..<columns.count {
      let record = try #require(try reader.image(columns.ids[index])).record
      #expect(columns.sha256[index] == record.sha256)
      #expect(columns.pixelSHA256[index] == record.pixelSHA256)
      #expect(columns.dct[index] == record.hashes.dct)
      #expect(columns.pdq[index] == record.hashes.pdq)
      #expect(Int(columns.pdqQuality[index]) == record.hashes.pdqQuality)
      #expect(columns.texture[index] == record.hashes.texture)
      #expect(columns.average[index] == record.hashes.average)
      #expect(columns.difference[index] == record.hashes.difference)
      #expect(columns.perceptual[index] == record.hashes.perceptual)
      #expect(columns.byteSize[index] == record.byteSize)
      #expect(columns.takenLocal[index] == record.metadata.takenLocal)
      #expect(Int(columns.camera[index]) == index % 3)
      #expect(Int(columns.richness[index]) == Samples.record(index).metadata.richness)
    }
    var planes: [ImageID] = []
    try reader.forEachLuma(of: columns.ids.reversed()) { id, plane in
      planes.append(id)
      #expect(plane == Samples.luma(Int(id.rawValue) - 1))
    }
    #expect(planes == columns.ids.reversed())
  }

  @Test func ownersDoNotSeeEachOther() throws {
    let mine = catalogue.writer(owner: "me")
    let (image, file) = try mine.transaction { try $0.put(1, at: "/p/1.jpg") }
    let other = catalogue.reader(owner: "other")
    #expect(try other.image(image) == nil)
    #expect(try other.image(Samples.digest(1)) == nil)
    #expect(try other.file(file) == nil)
    #expect(try other.file(at: "/p/1.jpg") == nil)
    #expect(try other.luma(of: image) == nil)
    #expect(try other.rawMetadata(of: image) == nil)
    #expect(try other.signals(of: image).isEmpty)
    #expect(try other.tags(of: image, source: .file).isEmpty)
    #expect(try other.imageColumns().count == 0)
    #expect(try other.fileColumns().count == 0)
    #expect(try other.knownFiles(below: ["/"]).isEmpty)
    #expect(try other.statistics() == CatalogueStatistics())
    #expect(throws: Fault.self) {
      try catalogue.writer(owner: "other").transaction {
        try $0.putNotDuplicates(ImagePair(image, image))
      }
    }
    try catalogue.writer(owner: "other").transaction { try $0.put(1, at: "/p/1.jpg") }
    #expect(try catalogue.reader(owner: "me").files(of: image).count == 1)
  }

  @Test func stagingAndBringingBackKeepTheRow() throws {
    let (image, file) = try writer.transaction { try $0.put(1, at: "/p/1.jpg") }
    let isKnown = try writer.transaction {
      try $0.relocateFile(
        at: "/p/1.jpg", to: "/p/_review_dupes/1.jpg", identity: Samples.identity(1), state: .staged)
    }
    #expect(isKnown)
    #expect(try reader.files(in: .staged).map(\.path) == ["/p/_review_dupes/1.jpg"])
    #expect(try reader.imageColumns().count == 0)
    try writer.transaction {
      try $0.relocateFile(
        at: "/p/_review_dupes/1.jpg", to: "/p/1.jpg", identity: Samples.identity(1), state: .present
      )
    }
    #expect(try reader.file(at: "/p/1.jpg")?.id == file)
    #expect(try reader.imageColumns().ids == [image])
    #expect(try writer.transaction { try $0.removeFile(at: "/p/1.jpg") })
    #expect(try !writer.transaction { try $0.removeFile(at: "/p/none.jpg") })
    #expect(try reader.file(file)?.state == .missing)
  }

  @Test func rootsReferencesAndSettingsAreRemembered() throws {
    try writer.transaction { transaction in
      try transaction.putRoot("/b")
      try transaction.putRoot("/a")
      try transaction.putRoot("/a")
      try transaction.finishScan(of: "/a")
      try transaction.putReferenceFolder("/a/best")
      try transaction.setSetting("review.folder", to: "x")
      try transaction.setSetting("review.folder", to: "y")
    }
    #expect(try reader.roots().map(\.path) == ["/a", "/b"])
    #expect(try reader.roots().map { $0.scannedAt != nil } == [true, false])
    #expect(try reader.referenceFolders() == ["/a/best"])
    #expect(try reader.setting("review.folder") == "y")
    try writer.transaction { try $0.setSetting("review.folder", to: nil) }
    #expect(try reader.setting("review.folder") == nil)
  }

  @Test func statisticsCountFilesAndContents() throws {
    try writer.transaction { transaction in
      try transaction.put(0, at: "/p/a.jpg")
      try transaction.put(0, at: "/p/b.jpg")
      let (_, file) = try transaction.put(1, at: "/p/c.jpg")
      try transaction.markMissing([file])
    }
    let statistics = try reader.statistics()
    #expect(statistics.files[.present] == FileTotals(count: 2, bytes: 2_000))
    #expect(statistics.files[.missing]?.count == 1)
    #expect(statistics.images == [.jpeg: FileTotals(count: 1, bytes: 1_000)])
    #expect(statistics.imageCount == 1)
    #expect(statistics.lastIndexed != nil)
  }

  @Test func anAbortedBatchLeavesNothingAndTheNextOneWorks() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try writer.transaction { transaction in
        for number in 0..<50 { try transaction.put(number, at: FilePath("/p/\(number).jpg")) }
        throw Stop()
      }
    }
    #expect(try reader.statistics() == CatalogueStatistics())
    try writer.transaction { try $0.put(1, at: "/p/1.jpg") }
    let reopened = try Catalogue(at: catalogue.folder)
    #expect(try reopened.reader().allFiles().count == 1)
  }

  @Test func theDumpDoesNotDependOnOrderOrPlace() throws {
    func lines(_ order: [Int], root: FilePath) throws -> [String] {
      let catalogue = try Catalogue(at: folder.path.appending("of \(order)"))
      try catalogue.writer().transaction { transaction in
        for number in order {
          try transaction.put(number, at: root.appending("\(number).jpg"))
        }
      }
      var lines: [String] = []
      try catalogue.reader().forEachDumpLine(below: root) { lines.append($0) }
      return lines
    }
    let some = try lines([3, 1, 2], root: "/x")
    #expect(some == (try lines([2, 3, 1], root: "/deep/er")))
    #expect(some.count == 3)
    #expect(some[0].hasPrefix(#"{"path":"1.jpg","size":1001,"state":"present","#))
    #expect(some[0].contains(#""caption":"Größe \"quoted\"\nsecond line""#))
    #expect(some != (try lines([1, 2, 4], root: "/x")))
  }
}
