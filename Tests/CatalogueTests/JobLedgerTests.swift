import Catalogue
import Core
import TestSupport
import Testing

@Suite struct JobLedgerTests {
  private func id(_ number: UInt64) -> ULID {
    var generator = SeededGenerator(seed: number)
    return ULID(milliseconds: 1_000 + number, using: &generator)
  }

  @Test func jobsAreKeptReplacedAndForgotten() throws {
    let folder = try TemporaryFolder()
    var (one, two) = (
      JobRecord(id: id(1), kind: "scan", target: "[\"2f\"]", state: "queued"),
      JobRecord(id: id(2), kind: "duplicates", target: "", state: "running")
    )
    do {
      let ledger = try JobLedger(in: folder.path)
      try ledger.put(two)
      try ledger.put(one)
      (one.state, one.attempts, one.message) = ("failed", 3, "Ümläute")
      (one.started, one.finished) = (Timestamp(rawValue: 5), Timestamp(rawValue: 6))
      (one.notBefore, one.done, one.total, one.failed) = (Timestamp(rawValue: 7), 1, 2, 3)
      try ledger.put(one)
      try ledger.set("paused", to: 1)
      try ledger.set("paused", to: 9)
    }
    let ledger = try JobLedger(in: folder.path)
    #expect(try ledger.all() == [two, one])
    #expect(try ledger.number("paused") == 9 && ledger.number("other") == nil)
    try ledger.remove(one.id)
    #expect(try ledger.all() == [two])
  }
}
