package import Core
import Store

/// What is known of a job between two starts of a server.
package struct JobRecord: Hashable, Sendable {
  package var id: ULID
  package var kind: String
  /// What it is about, as its kind writes it.
  package var target: String
  package var state: String
  /// How often it was begun since it last got further.
  package var attempts: Int
  /// How far it got, in a measure of its kind's own that rises; what it has this time, and had in all
  /// times before.
  package var progress: Int64
  package var furthest: Int64
  /// Not begun before.
  package var notBefore: Timestamp?
  package var started: Timestamp?
  package var finished: Timestamp?
  package var done: Int
  package var total: Int?
  package var failed: Int
  package var message: String

  package init(id: ULID, kind: String, target: String, state: String) {
    (self.id, self.kind, self.target, self.state) = (id, kind, target, state)
    (attempts, done, failed, message) = (0, 0, 0, "")
    (progress, furthest) = (0, 0)
  }
}

/// The jobs of a library, in a database of their own beside the catalogue: they are noted also while a
/// scan holds the catalogue's one writer, and what becomes of them never waits for it
/// ([0089](docs/design/0089-jobs-in-a-ledger.md)). All calls block, for less than a millisecond.
package final class JobLedger: Sendable {
  private let database: Database

  /// Opens the ledger of the library in a folder, making it when it is not there.
  package init(in folder: FilePath) throws {
    database = try Database(at: folder.appending("jobs.sqlite"), schema: .jobs)
  }

  /// Notes a job as it stands.
  package func put(_ job: JobRecord) throws {
    try database.write { connection in
      try connection.execute(
        """
        INSERT INTO jobs (
          id, kind, target, state, attempts, not_before, started, finished, done, total, failed,
          message, progress, furthest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          kind = excluded.kind, target = excluded.target, state = excluded.state,
          attempts = excluded.attempts, not_before = excluded.not_before,
          started = excluded.started, finished = excluded.finished, done = excluded.done,
          total = excluded.total, failed = excluded.failed, message = excluded.message,
          progress = excluded.progress, furthest = excluded.furthest
        """,
        [
          .text("\(job.id)"), .text(job.kind), .text(job.target), .text(job.state),
          .integer(job.attempts), .optional(job.notBefore?.rawValue),
          .optional(job.started?.rawValue), .optional(job.finished?.rawValue),
          .integer(job.done), .optional(job.total), .integer(job.failed), .text(job.message),
          .integer(job.progress), .integer(job.furthest),
        ])
    }
  }

  /// Forgets a job.
  package func remove(_ id: ULID) throws {
    try database.write { connection in
      try connection.execute("DELETE FROM jobs WHERE id = ?", [.text("\(id)")])
    }
  }

  /// Every job that is noted, in the order in which they were noted first.
  package func all() throws -> [JobRecord] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT id, kind, target, state, attempts, not_before, started, finished, done, total, failed,
          message, progress, furthest
        FROM jobs ORDER BY number
        """
      ) { row -> JobRecord? in
        guard let id = ULID(row.text(0)) else { return nil }
        var job = JobRecord(
          id: id, kind: row.text(1), target: row.text(2), state: row.text(3))
        job.attempts = row.int(4)
        job.notBefore = row.optionalInteger(5).map(Timestamp.init(rawValue:))
        job.started = row.optionalInteger(6).map(Timestamp.init(rawValue:))
        job.finished = row.optionalInteger(7).map(Timestamp.init(rawValue:))
        job.done = row.int(8)
        job.total = row.optionalInt(9)
        job.failed = row.int(10)
        job.message = row.text(11)
        (job.progress, job.furthest) = (row.integer(12), row.integer(13))
        return job
      }.compactMap(\.self)
    }
  }

  /// A number under a name: whether jobs pause, and when one is due.
  package func number(_ name: String) throws -> Int64? {
    try database.read { connection in
      try connection.first("SELECT value FROM numbers WHERE name = ?", [.text(name)]) {
        $0.integer(0)
      }
    }
  }

  package func set(_ name: String, to value: Int64) throws {
    try database.write { connection in
      try connection.execute(
        "INSERT OR REPLACE INTO numbers (name, value) VALUES (?, ?)",
        [.text(name), .integer(value)])
    }
  }
}

extension Schema {
  /// A released migration is never edited; a change is a new one.
  fileprivate static let jobs = Schema(
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
        """),
      Migration(
        2, "how far jobs got",
        """
        ALTER TABLE jobs ADD COLUMN progress INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN furthest INTEGER NOT NULL DEFAULT 0;
        """),
    ])
}
