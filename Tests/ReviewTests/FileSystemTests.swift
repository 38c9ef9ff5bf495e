import Core
import Foundation
import Glibc
import Review
import ReviewFixtures
import TestSupport
import Testing

@Suite struct FileSystemTests {
  @Test(.enabled(if: OtherFileSystem.isThere, "needs a second file system at /dev/shm"))
  func stagingToAnotherFileSystemKeepsTimesAndModes() throws {
    let library = try Library("a/IMG.jpg", "a/IMG.txt", "keep.jpg")
    let other = try #require(OtherFileSystem())
    chmod(library["a/IMG.jpg"].display, 0o640)
    let before = library.snapshot
    let session = try library.session()
    let plan = library.plan(
      try library.request("a/IMG.jpg", keeping: "keep.jpg", digesting: true),
      place: .folder(other.path))
    #expect(try session.stage(plan).moved.count == 1)
    let copy = try ReviewedFile(reading: other.path.appending("a/IMG.jpg"))
    #expect(copy.identity.modified == 1_600_000_000_123_456_789)
    #expect(!library.exists("a/IMG.jpg"))
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
    #expect(RawFiles.names(in: other.path).isEmpty)
  }

  @Test(.enabled(if: MountedDisk.isPermitted, "needs the right to mount a small disk"))
  func aFullDiskRefusesTheUnitWholeAndOthersGoOn() throws {
    let library = try Library("big.txt", "keep.jpg", "small.jpg")
    library.write("big.jpg", String(repeating: "x", count: 300_000))
    let before = library.snapshot
    let disk = try #require(try MountedDisk(bytes: 128 << 10))
    let session = try library.session()
    let outcome = try session.stage(
      library.plan(
        try library.request("big.jpg", keeping: "keep.jpg"),
        try library.request("small.jpg", keeping: "keep.jpg"), place: .folder(disk.path)))
    #expect(outcome.refused.map(\.picture) == [library["big.jpg"]])
    #expect(outcome.refused.map(\.fault.code) == ["disk.full"])
    #expect(RawFiles.names(in: disk.path) == ["small.jpg"])
    #expect(library.exists("big.txt"))
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  @Test(.enabled(if: MountedDisk.isPermitted, "needs the right to mount a small disk"))
  func aReadOnlyTargetRefusesEveryUnit() throws {
    let library = try Library("a.jpg", "keep.jpg")
    let before = library.snapshot
    let disk = try #require(try MountedDisk(bytes: 128 << 10))
    try #require(disk.makeReadOnly())
    let outcome = try library.session().stage(
      library.plan(
        try library.request("a.jpg", keeping: "keep.jpg"), place: .folder(disk.path)))
    #expect(outcome.refused.map(\.fault.code) == ["disk.read-only"])
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  @Test(.enabled(if: MountedDisk.isPermitted, "needs the right to mount a small disk"))
  func aFullDiskUnderTheJournalMovesNothing() throws {
    let library = try Library("keep.jpg")
    var requests: [StagingRequest] = []
    for number in 0..<80 {
      library.write("\(number).jpg")
      requests.append(try library.request("\(number).jpg", keeping: "keep.jpg"))
    }
    let before = library.snapshot
    let disk = try #require(try MountedDisk(bytes: 24 << 10))
    let session = try ReviewSession(
      journalFolder: disk.path.appending("journal"), trash: TrashCan(home: library.trash))
    #expect(throws: Fault.self) {
      try session.stage(ReviewPlanner(roots: [library.root]).plan(requests))
    }
    #expect(before.differences(to: library.snapshot).isEmpty)
  }
}
