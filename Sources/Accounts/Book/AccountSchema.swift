internal import Store

extension Schema {
  /// Who may ask. A released migration is never edited; a change is a new one.
  static let accounts = Schema(
    applicationID: 0x5365_6D41,  // "SemA"
    migrations: [Migration(1, "keys, a password, sessions", accountTables)])
}

/// Of secrets their SHA-256 alone; of the password what scrypt made of it. Times are milliseconds since
/// 1970.
private let accountTables: SQL = """
  CREATE TABLE key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    hint TEXT NOT NULL,
    name TEXT NOT NULL,
    user TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    used_at INTEGER,
    UNIQUE (user, name)
  ) STRICT;
  CREATE TABLE password (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    salt BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    log2_n INTEGER NOT NULL,
    r INTEGER NOT NULL,
    p INTEGER NOT NULL,
    set_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT;
  """
