import Catalogue
import Core
import Store
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
      (one.progress, one.furthest) = (1 << 50, 8)
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

  /// As version 1 of the ledger was released.
  private static let first = Schema(
    applicationID: 0x5365_6D64,
    migrations: [
      Migration(
        1, "jobs",
        """
        CREATE TABLE jobs (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          target TEXT NOT NULL,
          state TEXT NOT NULL,
          attempts INTEGER NOT NULL,
          not_before INTEGER,
          started INTEGER,
          finished INTEGER,
          done INTEGER NOT NULL,
          total INTEGER,
          failed INTEGER NOT NULL,
          message TEXT NOT NULL
        ) STRICT;

        CREATE TABLE numbers (
          name TEXT PRIMARY KEY,
          value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """)
    ])

  @Test func aLedgerOfVersionOneOpensWithItsJobs() throws {
    let folder = try TemporaryFolder()
    do {
      let old = try Database(at: folder.path.appending("jobs.sqlite"), schema: Self.first)
      try old.write { connection in
        try connection.execute(
          """
          INSERT INTO jobs (id, kind, target, state, attempts, done, total, failed, message)
          VALUES (?, 'scan', '[]', 'running', 4, 7, 9, 1, 'Looking at files')
          """, [.text("\(id(1))")])
        try connection.execute("INSERT INTO numbers VALUES ('paused', 1)")
      }
    }
    var expected = JobRecord(id: id(1), kind: "scan", target: "[]", state: "running")
    (expected.attempts, expected.done, expected.total, expected.failed) = (4, 7, 9, 1)
    expected.message = "Looking at files"
    let ledger = try JobLedger(in: folder.path)
    #expect(try ledger.all() == [expected] && ledger.number("paused") == 1)
    (expected.progress, expected.furthest) = (1 << 41, 3)
    try ledger.put(expected)
    #expect(try JobLedger(in: folder.path).all() == [expected])
  }
}
