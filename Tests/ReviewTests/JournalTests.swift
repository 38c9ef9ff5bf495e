import Core
import Foundation
import Review
import ReviewFixtures
import TestSupport
import Testing

@Suite struct JournalTests {
  private func journal(_ library: Library) -> FilePath {
    library.folder.path.appending("journal/review.journal")
  }

  private func stagedLibrary() throws -> Library {
    let library = try Library("a.jpg", "b.jpg", "keep.jpg")
    for name in ["a.jpg", "b.jpg"] {
      _ = try library.session().stage(library.plan(try library.request(name, keeping: "keep.jpg")))
    }
    return library
  }

  @Test func aTornEndIsCutOff() throws {
    let library = try stagedLibrary()
    let whole = RawFiles.read(journal(library))
    RawFiles.write(whole + Array("0badc0de 9 [{\"ended".utf8), to: journal(library))
    do {
      let session = try library.session()
      #expect(session.recovery.tornBytes == 19 && session.recovery.damagedLines == 0)
      #expect(session.staged().count == 2)
    }
    #expect(RawFiles.read(journal(library)) == whole)
    #expect(try library.session().recovery.isClean)
  }

  @Test func aDamagedLineIsReportedAndTheRestIsUsed() throws {
    let library = try stagedLibrary()
    var bytes = RawFiles.read(journal(library))
    // Somewhere in the second action.
    let middle = bytes.count * 3 / 5
    bytes[middle] ^= 0x01
    RawFiles.write(bytes, to: journal(library))
    let session = try library.session()
    #expect(session.recovery.damagedLines == 1)
    #expect(RawFiles.read(try #require(session.recovery.setAside)) == bytes)
    #expect(session.staged().count >= 1)
    // What the journal still knows can be taken back.
    _ = try session.restore(.all)
    #expect(library.exists("a.jpg"))
  }

  @Test func foreignAndNewerJournalsAreLeftAlone() throws {
    for (text, code) in [
      ("something else\n", "journal.foreign"),
      ("semblance-review-journal 2 00000000\n", "journal.version"),
    ] {
      let library = try Library("a.jpg")
      RawFiles.write(Array(text.utf8), to: journal(library))
      do {
        _ = try library.session()
        Issue.record("opened a journal that is not ours")
      } catch let fault as Fault { #expect(fault.code.name == code) }
      #expect(RawFiles.read(journal(library)) == Array(text.utf8))
    }
  }

  @Test func aSecondSessionIsTurnedAway() throws {
    let (folder, elsewhere) = (try TemporaryFolder(), try TemporaryFolder())
    let scenario = ReviewScenario(seed: 1, folder: folder.path, elsewhere: elsewhere.path)
    scenario.build()
    let session = try scenario.open()
    #expect(throws: Fault.self) { try scenario.open() }
    // And so is another process.
    guard case .failed(let text) = try CrashHelper.run("recover", scenario, killAt: 0) else {
      Issue.record("two processes had the journal")
      return
    }
    #expect(text.contains("another process is moving files"))
    withExtendedLifetime(session) {}
  }

  @Test func compactionKeepsWhatCanBeUndone() throws {
    let library = try Library("a.jpg", "b.jpg", "keep.jpg")
    let before = library.snapshot
    do {
      let session = try library.session()
      for _ in 0..<10 {
        _ = try session.stage(library.plan(try library.request("a.jpg", keeping: "keep.jpg")))
        _ = try session.undo()
      }
      _ = try session.stage(library.plan(try library.request("b.jpg", keeping: "keep.jpg")))
      _ = try session.approve(.all, expecting: 1)
    }
    let size = RawFiles.read(journal(library)).count
    let history = try library.session().history().map(\.id)
    do {
      let session = try library.session(compactionSize: 1)
      #expect(session.history().map(\.id) == history)
    }
    #expect(RawFiles.read(journal(library)).count < size / 2)
    let names = RawFiles.names(in: library.folder.path.appending("journal"))
    #expect(names.contains { $0.fileExtension == "archive" }, "the audit trail is kept")
    let session = try library.session()
    _ = try session.undo()
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
  }
}
