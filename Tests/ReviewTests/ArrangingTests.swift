import Core
import Foundation
import Glibc
import Review
import ReviewFixtures
import TestSupport
import Testing

@Suite struct ArrangingTests {
  private let library: Library
  private var target: FilePath { library.home.appending("clusters") }

  init() throws {
    library = try Library("a/IMG.jpg", "a/IMG.xmp", "b/IMG.png", "b/IMG.png.xmp", "c.jpg", "c.txt")
  }

  /// One folder for `a` and `b`, another for `c`.
  private func plan(_ way: TransferWay, into folder: FilePath? = nil) throws -> ReviewPlan {
    let requests = try [("a/IMG.jpg", "one"), ("b/IMG.png", "one"), ("c.jpg", "two")].map {
      ArrangementRequest(
        picture: try ReviewedFile(reading: library[$0.0]), folder: FilePath($0.1), reason: "alike")
    }
    return try ArrangementPlanner(target: folder ?? target, way: way).plan(requests)
  }

  private func made(_ name: String) -> FilePath { target.appending(name) }

  private static let names = [
    "one/IMG (2).png", "one/IMG (2).png.xmp", "one/IMG.jpg", "one/IMG.xmp", "two/c.jpg",
    "two/c.txt",
  ]

  @Test(arguments: TransferWay.allCases)
  func everyWayIsTakenBack(way: TransferWay) throws {
    let before = library.snapshot
    let session = try library.session()
    let outcome = try session.arrange(plan(way))
    #expect((outcome.moved.count, outcome.refused.count) == (3, 0))
    #expect((outcome.fileCount, outcome.way, outcome.isTakingBack) == (6, way, false))
    for name in Self.names { #expect(RawFiles.exists(made(name)), "\(name)") }
    #expect(library.exists("a/IMG.jpg") == (way != .move))
    // What is read through the name is the picture, whatever is there.
    #expect(RawFiles.read(made("one/IMG (2).png")) == Array("b/IMG.png".utf8))
    #expect(RawFiles.read(made("one/IMG (2).png.xmp")) == Array("b/IMG.png.xmp".utf8))
    #expect(session.staged().isEmpty, "nothing that an approval could remove")
    #expect(try session.approve(.all, expecting: 0).action == nil)
    #expect(session.arrangedByMoving().count == (way == .move ? 6 : 0))
    let there = library.snapshot
    let undone = try session.undo()
    #expect((undone.fileCount, undone.way, undone.isTakingBack) == (6, way, true))
    #expect(before.differences(to: library.snapshot).isEmpty)
    // The undo of the undo makes the same again.
    _ = try session.undo(action: 2)
    #expect(there.differences(to: library.snapshot).isEmpty)
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
    #expect(session.history().map(\.kind) == [.arrange, .undo, .undo, .undo])
  }

  @Test func linksAreRelativeAndSurviveAMove() throws {
    _ = try library.session().arrange(plan(.symlink))
    #expect(RawFiles.linkText(made("two/c.jpg")) == Array("../../photos/c.jpg".utf8))
    #expect(RawFiles.linkText(made("one/IMG.jpg")) == Array("../../photos/a/IMG.jpg".utf8))
    let moved = library.folder.path.appending("moved")
    #expect(rename(library.home.display, moved.display) == 0)
    #expect(
      RawFiles.read(moved.appending("clusters/one/IMG.jpg")) == Array("a/IMG.jpg".utf8))
  }

  @Test(.enabled(if: OtherFileSystem.isThere, "needs a second file system at /dev/shm"))
  func linksToAnotherDiskSayTheWholePath() throws {
    let other = try #require(OtherFileSystem())
    _ = try library.session().arrange(plan(.symlink, into: other.path.appending("clusters")))
    let link = other.path.appending("clusters/two/c.jpg")
    #expect(RawFiles.linkText(link) == library["c.jpg"].bytes)
  }

  @Test func anEditedCopyIsNamedAndStays() throws {
    let session = try library.session()
    _ = try session.arrange(plan(.copy))
    // A tag written in place, with the time put back: only the content tells.
    let edited = made("one/IMG.jpg")
    RawFiles.write(Array("A/IMG.JPG".utf8), to: edited, modified: 1_600_000_000_123_456_789)
    let outcome = try session.undo()
    #expect(outcome.refused.map(\.fault.code) == ["review.edited"])
    #expect(outcome.refused.map(\.fault.path) == [edited])
    #expect(outcome.refused.map(\.picture) == [library["a/IMG.jpg"]])
    #expect(RawFiles.read(edited) == Array("A/IMG.JPG".utf8))
    #expect(RawFiles.exists(made("one/IMG.xmp")), "the unit stays whole")
    #expect(!RawFiles.exists(made("two")))
    // Removed by hand, the rest of its unit goes too.
    RawFiles.remove(edited)
    #expect(try session.undo().refused.isEmpty)
    #expect(!RawFiles.exists(target))
    #expect(library.exists("a/IMG.jpg"))
  }

  @Test func theLastCopyStays() throws {
    let session = try library.session()
    _ = try session.arrange(plan(.copy))
    RawFiles.remove(library["a/IMG.jpg"])
    library.write("c.jpg", "painted over")
    let outcome = try session.undo()
    #expect(outcome.refused.map(\.fault.code) == ["review.only-copy", "review.only-copy"])
    #expect(RawFiles.read(made("one/IMG.jpg")) == Array("a/IMG.jpg".utf8))
    #expect(RawFiles.read(made("two/c.jpg")) == Array("c.jpg".utf8))
    // The same content under another inode and time will do.
    RawFiles.write(Array("c.jpg".utf8), to: library["c.jpg"])
    #expect(try session.undo().refused.map(\.picture) == [library["a/IMG.jpg"]])
  }

  /// Of a chain of moves each step knows the file again that went to another disk and came back.
  @Test(
    .enabled(if: OtherFileSystem.isThere, "needs a second file system at /dev/shm"),
    arguments: TransferWay.allCases)
  func whatCameBackFromAnotherDiskIsTakenBackFurther(way: TransferWay) throws {
    let before = library.snapshot
    let other = try #require(OtherFileSystem())
    let session = try library.session()
    _ = try session.arrange(plan(way))
    let moved = [made("two/c.jpg")].compactMap { try? ReviewedFile(reading: $0) }
    let requests = moved.map { ArrangementRequest(picture: $0, folder: "far", reason: "") }
    _ = try session.arrange(
      ArrangementPlanner(target: other.path.appending("clusters"), way: .move).plan(requests))
    if way != .symlink {
      // Out of order it is refused, and says what to do.
      let early = try session.undo(action: 1)
      #expect(early.refused.map(\.picture) == [library["c.jpg"]])
      if way == .copy { #expect(early.refused.map(\.fault.code) == ["review.moved-since"]) }
      _ = try session.undo()
      #expect(RawFiles.exists(made("two/c.jpg")))
    }
    #expect(try session.undo().refused.isEmpty)
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  @Test func aForeignFileInPlaceOfALinkStays() throws {
    let session = try library.session()
    _ = try session.arrange(plan(.symlink))
    RawFiles.remove(made("two/c.jpg"))
    symlink("elsewhere.jpg", made("two/c.jpg").display)
    RawFiles.remove(made("one/IMG.jpg"))
    RawFiles.write([1], to: made("one/IMG.jpg"))
    RawFiles.remove(library["b/IMG.png"])
    let outcome = try session.undo()
    #expect(outcome.refused.map(\.fault.code) == ["review.edited", "review.edited"])
    #expect(RawFiles.linkText(made("two/c.jpg")) == Array("elsewhere.jpg".utf8))
    #expect(RawFiles.read(made("one/IMG.jpg")) == [1])
    #expect(!RawFiles.exists(made("one/IMG (2).png")), "a link goes though its picture is gone")
  }

  @Test func aFileThatChangedIsRefusedWithItsCompanions() throws {
    for way in TransferWay.allCases {
      let plan = try plan(way)
      library.write("c.txt", "something longer")
      let before = library.snapshot
      let session = try library.session()
      let outcome = try session.arrange(plan)
      #expect(outcome.refused.map(\.picture) == [library["c.jpg"]])
      #expect(outcome.refused.map(\.fault.code) == ["review.changed"])
      #expect(!RawFiles.exists(made("two")))
      _ = try session.undo()
      #expect(before.differences(to: library.snapshot).isEmpty)
      library.write("c.txt", "c.txt")
    }
  }

  @Test func onlyANewOrEmptyFolderWillDo() throws {
    RawFiles.write([], to: target.appending(".DS_Store"))
    #expect(try plan(.copy).units.count == 3)
    RawFiles.makeFolder(target.appending("cluster-001"))
    let full = try #require(throws: Fault.self) { try plan(.copy) }
    #expect(full.code == "review.not-empty" && full.underlying == "it holds cluster-001")
    let file = try #require(throws: Fault.self) {
      try plan(.copy, into: library["c.txt"].appending("clusters"))
    }
    #expect(file.code == "review.not-a-folder" && file.path == library["c.txt"])
  }

  @Test func aSealKeepsScansOutAsLongAsThereIsSomething() throws {
    var plan = try plan(.copy)
    let seal = target.appending(".semblanceignore")
    plan.seal = ReviewPlan.Seal(path: seal, text: "*\n")
    let before = library.snapshot
    do {
      let session = try library.session()
      _ = try session.arrange(plan)
      #expect(RawFiles.read(seal) == Array("*\n".utf8))
      RawFiles.write([1], to: target.appending("mine.txt"))
      _ = try session.undo()
      #expect(RawFiles.names(in: target) == [".semblanceignore", "mine.txt"])
      RawFiles.remove(target.appending("mine.txt"))
    }
    _ = try library.session()
    #expect(before.differences(to: library.snapshot).isEmpty)
    // One that is there already, or was changed, is its owner's.
    RawFiles.write(Array("b\n".utf8), to: seal)
    let session = try library.session()
    _ = try session.arrange(plan)
    _ = try session.undo()
    #expect(RawFiles.read(seal) == Array("b\n".utf8))
  }

  @Test func picturesThatShareASidecarGoTogether() throws {
    let library = try Library("IMG.jpg", "IMG.png", "IMG.txt", "x.jpg", "x.png", "x.txt")
    func plan(_ way: TransferWay) throws -> ReviewPlan {
      let requests = try [("IMG.jpg", "one"), ("IMG.png", "two"), ("x.png", "two")].map {
        ArrangementRequest(
          picture: try ReviewedFile(reading: library[$0.0]), folder: FilePath($0.1), reason: "")
      }
      return try ArrangementPlanner(target: target, way: way).plan(requests)
    }
    func names(_ plan: ReviewPlan) -> [String] {
      plan.units.flatMap(\.files).map { $0.destination.relative(to: target)!.display }
    }
    let moved = try plan(.move)
    #expect(names(moved) == ["one/IMG.jpg", "one/IMG.png", "one/IMG.txt", "two/x.png"])
    #expect(
      moved.notes == [
        .joins(library["IMG.png"], with: library["IMG.jpg"], folder: "one"),
        .sharedCompanionStays(library["x.txt"], owners: [library["x.jpg"]]),
      ])
    // Linked, a sidecar is with both of its pictures.
    #expect(names(try plan(.symlink)) == names(moved) + ["two/x.txt"])
  }

  @Test(.enabled(if: MountedDisk.isPermitted, "needs the right to mount a small disk"))
  func aFullDiskRefusesACopyWhole() throws {
    library.write("a/IMG.xmp", String(repeating: "x", count: 300_000))
    let before = library.snapshot
    let disk = try #require(try MountedDisk(bytes: 128 << 10))
    let session = try library.session()
    let outcome = try session.arrange(plan(.copy, into: disk.path))
    #expect(outcome.refused.map(\.fault.code) == ["disk.full"])
    #expect(RawFiles.names(in: disk.path.appending("one")) == ["IMG (2).png", "IMG (2).png.xmp"])
    _ = try session.undo()
    #expect(RawFiles.names(in: disk.path).isEmpty)
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  @Test(
    .enabled(if: MountedDisk.isPermitted, "needs the right to mount a small disk"),
    arguments: TransferWay.allCases)
  func aReadOnlyTargetRefusesEverything(way: TransferWay) throws {
    let before = library.snapshot
    let disk = try #require(try MountedDisk(bytes: 128 << 10))
    try #require(disk.makeReadOnly())
    let outcome = try library.session().arrange(plan(way, into: disk.path))
    #expect(outcome.refused.map(\.fault.code).allSatisfy { $0 == "disk.read-only" })
    #expect(outcome.refused.count == 3)
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  /// Compaction keeps what an undo needs.
  @Test func anOldArrangementIsTakenBackAfterCompaction() throws {
    let before = library.snapshot
    var plan = try plan(.copy)
    plan.seal = ReviewPlan.Seal(path: target.appending(".semblanceignore"), text: "*\n")
    do {
      let session = try library.session()
      _ = try session.arrange(plan)
      for _ in 0..<6 {
        _ = try session.undo()
        _ = try session.undo(action: session.history().last!.id)
      }
    }
    let session = try library.session(compactionSize: 1)
    #expect(
      RawFiles.names(in: library.folder.path.appending("journal"))
        .contains { $0.fileExtension == "archive" })
    #expect(try session.undo().refused.isEmpty)
    #expect(before.differences(to: library.snapshot).isEmpty)
  }
}
