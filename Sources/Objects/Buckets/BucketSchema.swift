internal import Store

extension Schema {
  /// What a bucket holds. A released migration is never edited; a change is a new one.
  static let bucket = Schema(
    applicationID: 0x5365_6D62 + 1,
    migrations: [
      Migration(1, "objects and parts") { connection in try connection.script(bucketTables) }
    ])
}

/// Keys are compared byte by byte, as listings want them.
private let bucketTables: SQL = """
  CREATE TABLE objects (
    key TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    tag TEXT NOT NULL,
    media_type TEXT NOT NULL,
    modified INTEGER NOT NULL,
    notes TEXT NOT NULL,
    file TEXT NOT NULL UNIQUE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    media_type TEXT NOT NULL,
    notes TEXT NOT NULL,
    began INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE parts (
    upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    tag TEXT NOT NULL,
    modified INTEGER NOT NULL,
    file TEXT NOT NULL UNIQUE,
    PRIMARY KEY (upload, number)
  ) STRICT, WITHOUT ROWID;
  """
