import Store

/// The audit log of schema 1 with one entry.
let auditSchemaOne: SQL = """
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
  INSERT INTO entry VALUES
    (1, 1000, 'ada', 'key', 'backup', '192.0.2.1', 'GET', 'original',
      X'01563E3AB5D3D6764C61EFB99302BD5B', 1, 1, 200, 'r1');
  """
