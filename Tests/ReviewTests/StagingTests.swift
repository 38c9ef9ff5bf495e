import Core
import Foundation
import Glibc
import Review
import ReviewFixtures
import TestSupport
import Testing

@Suite struct StagingTests {
  @Test func stagingAndUndoingLeavesTheTreeAsItWas() throws {
    let library = try Library("a/IMG.jpg", "a/IMG.xmp", "keep.jpg")
    let before = library.snapshot
    let plan = library.plan(try library.request("a/IMG.jpg", keeping: "keep.jpg", digesting: true))
    do {
      let outcome = try library.session().stage(plan)
      #expect(outcome.moved == [UnitID(action: 1, number: 1)] && outcome.refused.isEmpty)
      #expect((outcome.fileCount, outcome.byteCount) == (2, 18))
    }
    #expect(!library.exists("a/IMG.jpg") && library.exists("a"))
    #expect(RawFiles.read(library.staged("a/IMG.jpg")) == Array("a/IMG.jpg".utf8))
    // After a restart.
    let session = try library.session()
    #expect(session.recovery.isClean)
    let item = try #require(session.staged().first)
    #expect(item.files.map(\.origin) == [library["a/IMG.jpg"], library["a/IMG.xmp"]])
    #expect((item.reason, item.group) == ("smaller", "group"))
    #expect(try session.undo().moved.count == 1)
    #expect(before.differences(to: library.snapshot).isEmpty)
    #expect(session.history().map(\.kind) == [.stage, .undo])
    #expect(throws: Fault.self) { try session.undo() }
    // The undo of the undo does it again.
    #expect(try session.undo(action: 2).moved.count == 1)
    #expect(!library.exists("a/IMG.jpg"))
    #expect(try session.undo().moved.count == 1)
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  @Test func aFileThatChangedAfterTheReportIsRefusedAndNamed() throws {
    let library = try Library("a.jpg", "b.jpg", "c.jpg", "d.jpg", "keep.jpg")
    let plan = library.plan(
      try library.request("a.jpg", keeping: "keep.jpg", digesting: true),
      try library.request("b.jpg", keeping: "keep.jpg"),
      try library.request("c.jpg", keeping: "keep.jpg"),
      try library.request("d.jpg", keeping: "keep.jpg"))
    // The same size and time: only the digest tells.
    library.write("a.jpg", "A.jpg")
    library.write("b.jpg", "longer than before")
    RawFiles.remove(library["c.jpg"])
    let outcome = try library.session().stage(plan)
    #expect(outcome.moved.count == 1)
    #expect(
      outcome.refused.map(\.picture) == [library["a.jpg"], library["b.jpg"], library["c.jpg"]])
    #expect(
      outcome.refused.map(\.fault.code) == ["review.changed", "review.changed", "file.missing"])
    #expect(library.exists("a.jpg") && library.exists("b.jpg") && !library.exists("d.jpg"))
  }

  @Test func aCompanionThatVanishedHoldsItsPictureBack() throws {
    let library = try Library("a.jpg", "a.txt", "b.jpg", "b.txt", "keep.jpg")
    let plan = library.plan(
      try library.request("a.jpg", keeping: "keep.jpg"),
      try library.request("b.jpg", keeping: "keep.jpg"))
    RawFiles.remove(library["a.txt"])
    let session = try library.session()
    let outcome = try session.stage(plan)
    #expect(outcome.refused.map(\.picture) == [library["a.jpg"]])
    #expect(outcome.refused.map(\.fault.path) == [library["a.txt"]])
    #expect(outcome.refused.map(\.fault.code) == ["file.missing"])
    #expect(library.exists("a.jpg") && !library.exists("b.jpg") && !library.exists("b.txt"))
    // What vanished from the review folder cannot come back; the rest of it does not lose more.
    RawFiles.remove(library.staged("b.txt"))
    let undone = try session.undo()
    #expect(undone.refused.map(\.fault.code) == ["file.missing"] && undone.moved.isEmpty)
    #expect(RawFiles.exists(library.staged("b.jpg")))
  }

  @Test func nothingMovesWhenTheKeptCopyIsGone() throws {
    let library = try Library("a.jpg", "a.txt", "keep.jpg", "other.jpg", "b.jpg")
    let plan = library.plan(
      try library.request("a.jpg", keeping: "keep.jpg"),
      try library.request("b.jpg", keeping: "keep.jpg", "other.jpg"))
    RawFiles.remove(library["keep.jpg"])
    let outcome = try library.session().stage(plan)
    #expect(outcome.refused.map(\.fault.code) == ["review.no-keeper"])
    #expect(library.exists("a.jpg") && library.exists("a.txt"))
    #expect(!library.exists("b.jpg"), "another copy stays")
  }

  @Test func aNameTakenSinceThePlanIsNotOverwritten() throws {
    let library = try Library("a.jpg", "a.txt", "keep.jpg")
    let plan = library.plan(try library.request("a.jpg", keeping: "keep.jpg"))
    RawFiles.write([7], to: library.staged("a.jpg"))
    _ = try library.session().stage(plan)
    #expect(RawFiles.read(library.staged("a.jpg")) == [7])
    #expect(RawFiles.exists(library.staged("a (2).jpg")))
    #expect(RawFiles.exists(library.staged("a (2).txt")))
  }

  @Test func undoNeverOverwritesWhatIsThereNow() throws {
    let library = try Library("a.jpg", "a.txt", "b.jpg", "keep.jpg")
    let session = try library.session()
    _ = try session.stage(
      library.plan(
        try library.request("a.jpg", keeping: "keep.jpg"),
        try library.request("b.jpg", keeping: "keep.jpg")))
    library.write("a.txt", "new")
    let outcome = try session.undo()
    #expect(outcome.refused.map(\.picture) == [library["a.jpg"]])
    #expect(outcome.refused.map(\.fault.code) == ["file.exists"])
    #expect(RawFiles.read(library["a.txt"]) == Array("new".utf8))
    #expect(!library.exists("a.jpg") && library.exists("b.jpg"))
    // Once the place is free, the same undo does the rest.
    RawFiles.remove(library["a.txt"])
    #expect(try session.undo().moved.count == 1)
    #expect(RawFiles.read(library["a.txt"]) == Array("a.txt".utf8))
  }

  @Test func chosenUnitsAreRestored() throws {
    let library = try Library("a.jpg", "b.jpg", "keep.jpg")
    let session = try library.session()
    _ = try session.stage(
      library.plan(
        try library.request("a.jpg", keeping: "keep.jpg"),
        try library.request("b.jpg", keeping: "keep.jpg")))
    let second = session.staged()[1].id
    _ = try session.restore(.units([second]))
    #expect(!library.exists("a.jpg") && library.exists("b.jpg"))
    #expect(session.staged().map(\.id) == [UnitID(action: 1, number: 1)])
    #expect(throws: Fault.self) { try session.restore(.units([second])) }
    // The restoration is undone first, then the staging.
    _ = try session.undo()
    #expect(!library.exists("b.jpg"))
    _ = try session.undo()
    #expect(library.exists("a.jpg") && library.exists("b.jpg"))
  }

  @Test func anOldRestorationIsNotUndoneOnceItsStagingIs() throws {
    let library = try Library("a.jpg", "b.jpg", "keep.jpg")
    let session = try library.session()
    _ = try session.stage(
      library.plan(
        try library.request("a.jpg", keeping: "keep.jpg"),
        try library.request("b.jpg", keeping: "keep.jpg")))
    _ = try session.restore(.units([UnitID(action: 1, number: 1)]))
    _ = try session.undo()
    _ = try session.undo(action: 1)
    #expect(session.history().filter { $0.kind != .undo && $0.canUndo }.isEmpty)
    #expect(throws: Fault.self) { try session.undo() }
    #expect(library.exists("a.jpg") && library.exists("b.jpg"))
  }

  @Test func cancellingKeepsWhatIsDone() throws {
    let library = try Library("keep.jpg")
    var requests: [StagingRequest] = []
    for number in 0..<100 {
      library.write("\(number).jpg")
      requests.append(try library.request("\(number).jpg", keeping: "keep.jpg"))
    }
    let before = library.snapshot
    let session = try library.session()
    let token = CancellationToken()
    let outcome = try session.stage(
      ReviewPlanner(roots: [library.root]).plan(requests), cancellation: token
    ) { if case .settled(_, 10, _) = $0 { token.cancel() } }
    #expect(outcome.wasCancelled && outcome.moved.count == 10)
    #expect(session.history().map(\.ending) == [.cancelled])
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
  }
}
