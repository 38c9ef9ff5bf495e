import Core
import Foundation
import Review
import ReviewFixtures
import TestSupport
import Testing

@Suite struct MarkTests {
  private let names = ["a/1.cropped", "a/2.cropped", "b/3.cropped"]

  private func library() throws -> Library { try Library("a/1.jpg", "a/2.jpg", "b/3.jpg") }

  @Test func marksAreMadeTakenAwayAndEitherIsUndone() throws {
    let library = try library()
    let files = names.map { library[$0] }
    let bare = library.snapshot
    let session = try library.session()
    let made = try session.setMarks(files, made: true)
    #expect(made.marks?.changed == files && made.action == 1 && made.fileCount == 3)
    let again = try session.setMarks(files, made: true)
    #expect(again.marks?.unchanged == 3 && again.action == nil, "nothing to do is no action")
    let marked = library.snapshot
    #expect(try session.setMarks(Array(files.dropLast()), made: false).marks?.changed.count == 2)
    #expect(session.history().map(\.kind) == [.mark, .unmark])
    #expect(session.history().map(\.canUndo) == [true, true])

    let undone = try session.undo()
    #expect(undone.marks?.isMade == true && undone.marks?.changed.count == 2)
    #expect(marked.differences(to: library.snapshot).isEmpty)
    // The undo of an undo does it again, and the first undo is in force once more after that one's.
    _ = try session.undo(action: 3)
    #expect(!library.exists("a/1.cropped") && library.exists("b/3.cropped"))
    #expect(throws: Fault.self) { try session.undo(action: 3) }
    _ = try session.undo()
    _ = try session.undo()
    #expect(bare.differences(to: library.snapshot).isEmpty)
    #expect(throws: Fault.self) { try session.undo() }
  }

  @Test func whatIsMoreThanAMarkStays() throws {
    let library = try library()
    let files = names.map { library[$0] }
    library.write("a/1.cropped", "x: 10")
    RawFiles.makeFolder(files[1])
    let session = try library.session()
    let made = try session.setMarks(files, made: true)
    #expect(made.marks?.changed == [files[2]] && made.marks?.unchanged == 2)
    let cleared = try session.setMarks(files, made: false)
    #expect(cleared.marks?.changed == [files[2]])
    #expect(cleared.refused.map(\.picture) == [files[0], files[1]])
    #expect(Set(cleared.refused.map(\.fault.code.name)) == ["flag.not-empty"])
    #expect(RawFiles.read(files[0]) == Array("x: 10".utf8))
    // A mark that was written to since it was made is not taken away by undo either.
    _ = try session.undo()
    RawFiles.write([1], to: files[2])
    let undone = try session.undo()
    #expect(undone.marks?.changed == [] && undone.refused.map(\.picture) == [files[2]])
    #expect(RawFiles.read(files[2]) == [1])
  }

  @Test func aMarkThatIsWrittenToAfterTheJournalStays() throws {
    let library = try library()
    let files = names.map { library[$0] }
    _ = try library.session().setMarks(files, made: true)
    let target = files[2]
    // The first change to the file system is the journal's; by then all were found empty.
    let calls = SystemCalls { step in
      if step == .write, RawFiles.read(target).isEmpty { RawFiles.write([7], to: target) }
    }
    let session = try ReviewSession(
      journalFolder: library.folder.path.appending("journal"),
      trash: TrashCan(home: library.trash), calls: calls)
    let cleared = try session.setMarks(files, made: false)
    #expect(cleared.marks?.changed.count == 2)
    #expect(cleared.refused.map(\.fault.code.name) == ["flag.not-empty"])
    #expect(RawFiles.read(target) == [7])
    #expect(try session.undo().marks?.changed.count == 2, "the one that stayed is not its")
  }

  @Test func compactionKeepsTheMarks() throws {
    let library = try library()
    let files = names.map { library[$0] }
    let bare = library.snapshot
    do {
      let session = try library.session()
      for _ in 0..<6 {
        _ = try session.setMarks(files, made: true)
        _ = try session.setMarks(files, made: false)
        _ = try session.undo()
        _ = try session.undo()
      }
      _ = try session.setMarks(files, made: true)
    }
    let before = try library.session().history()
    let session = try library.session(compactionSize: 1)
    #expect(session.history().map(\.canUndo) == before.map(\.canUndo))
    #expect(session.history().map(\.fileCount) == before.map(\.fileCount))
    _ = try session.undo()
    #expect(bare.differences(to: library.snapshot).isEmpty)
  }

  /// Killed before any of its changes, an action on marks can be taken back.
  @Test(arguments: [true, false])
  func nothingIsLostWhenKilled(made: Bool) throws {
    try #require(CrashHelper.executable != nil, "the helper is built with the tests")
    var kills = 0
    for seed in 0..<UInt64(8) {
      let folder = try TemporaryFolder()
      let memory = OtherFileSystem()
      let scenario = ReviewScenario(
        seed: seed, folder: memory?.path ?? folder.path, elsewhere: nil)
      scenario.build()
      if !made { try scenario.setMarks(made: true) }
      let before = TreeSnapshot(of: scenario.home)
      var generator = SeededGenerator(seed: seed)
      let ending = try CrashHelper.run(
        made ? "mark" : "unmark", scenario, killAt: Int.random(in: 4...30, using: &generator))
      kills += ending == .killed ? 1 : 0
      let session = try scenario.open()
      let kind: ActionKind = made ? .mark : .unmark
      if let action = session.history().last, action.kind == kind, action.canUndo {
        _ = try session.undo()
      }
      #expect(before.differences(to: TreeSnapshot(of: scenario.home)).isEmpty, "seed \(seed)")
    }
    #expect(kills >= 4)
  }
}
