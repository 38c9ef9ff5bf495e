import Core
import Foundation
import Review
import ReviewFixtures
import Testing

@Suite struct ApprovingTests {
  private func staged() throws -> (Library, ReviewSession) {
    let library = try Library("a b/IMG.jpg", "a b/IMG.txt", "keep.jpg")
    let session = try library.session()
    _ = try session.stage(
      library.plan(try library.request("a b/IMG.jpg", keeping: "keep.jpg")))
    return (library, session)
  }

  @Test func theExactCountIsAskedFor() throws {
    let (library, session) = try staged()
    #expect(throws: Fault.self) { try session.approve(.all, expecting: 1) }
    #expect(throws: Fault.self) { try session.approve(.all, expecting: 3, disposal: .permanently) }
    #expect(RawFiles.exists(library.staged("a b/IMG.jpg")))
  }

  @Test func approvedFilesLieInTheTrashWithTheirOrigin() throws {
    let (library, session) = try staged()
    let before = library.snapshot
    let outcome = try session.approve(.all, expecting: 2)
    #expect(outcome.fileCount == 2 && session.staged().isEmpty)
    #expect(!RawFiles.exists(library.home.appending("_review_dupes")), "no empty folder is left")
    let note = RawFiles.read(library.trash.appending("info/IMG.jpg.trashinfo"))
    let lines = String(decoding: note, as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "[Trash Info]")
    #expect(lines[1] == "Path=\(library.root.display)/a%20b/IMG.jpg")
    #expect(lines[2].wholeMatch(of: /DeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
    #expect(RawFiles.exists(library.trash.appending("files/IMG.txt")))
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
    #expect(RawFiles.names(in: library.trash.appending("info")).isEmpty)
    // The staging is undone next.
    _ = try session.undo()
    #expect(library.exists("a b/IMG.txt"))
  }

  @Test func anEmptiedTrashCannotGiveBack() throws {
    let (library, session) = try staged()
    _ = try session.approve(.all, expecting: 2)
    RawFiles.remove(library.trash.appending("files/IMG.txt"))
    let outcome = try session.undo()
    #expect(outcome.refused.map(\.fault.code) == ["file.missing"])
    #expect(RawFiles.exists(library.trash.appending("files/IMG.jpg")), "all or nothing")
  }

  @Test func permanentRemovalIsPermanentAndSaysSo() throws {
    let (library, session) = try staged()
    let outcome = try session.approve(.all, expecting: 2, disposal: .permanently)
    #expect(outcome.moved.count == 1)
    #expect(!RawFiles.exists(library.staged("a b/IMG.jpg")) && library.exists("keep.jpg"))
    #expect(session.history().map(\.canUndo) == [false, false])
    do {
      _ = try session.undo(action: 2)
      Issue.record("a permanent removal was undone")
    } catch { #expect(error.code == "review.permanent") }
  }

  @Test(arguments: [Disposal.trash, .permanently])
  func nothingIsRemovedWhenTheKeptCopyIsGone(_ disposal: Disposal) throws {
    let (library, session) = try staged()
    RawFiles.remove(library["keep.jpg"])
    let outcome = try session.approve(.all, expecting: 2, disposal: disposal)
    #expect(outcome.refused.map(\.fault.code) == ["review.no-keeper"])
    #expect(RawFiles.exists(library.staged("a b/IMG.jpg")))
    #expect(
      try session.approve(.all, expecting: 2, disposal: disposal, requiresKeepers: false)
        .fileCount == 2)
  }
}
