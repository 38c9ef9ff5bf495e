internal import Store

extension Schema {
  /// What was done. A released migration is never edited; a change is a new one.
  static let audit = Schema(
    applicationID: 0x5365_6D4C,  // "SemL"
    migrations: [Migration(1, "what was done", auditTables)])
}

/// Entries are written once. They are taken away from the oldest on alone, which is what keeping them for
/// a while needs; the database itself refuses anything else.
///
/// `images` holds 16 bytes a picture, the highest first. An index over pictures would take more room than
/// the log, and be written with every search; to look a picture up reads the log instead.
private let auditTables: SQL = """
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    proof TEXT NOT NULL,
    key TEXT,
    peer TEXT NOT NULL,
    method TEXT NOT NULL,
    action TEXT NOT NULL,
    images BLOB NOT NULL,
    image_count INTEGER NOT NULL,
    request_count INTEGER NOT NULL,
    status INTEGER NOT NULL,
    request_id TEXT
  ) STRICT;
  CREATE INDEX entry_by_time ON entry (at, id);
  CREATE TRIGGER entries_do_not_change BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries do not change'); END;
  CREATE TRIGGER the_oldest_goes_first BEFORE DELETE ON entry
  WHEN OLD.id > (SELECT MIN(id) FROM entry)
  BEGIN SELECT RAISE(ABORT, 'the oldest entry goes first'); END;
  """
