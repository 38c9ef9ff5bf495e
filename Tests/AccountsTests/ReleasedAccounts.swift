import Store

/// The accounts of schema 1 with a row of each kind. The key's and the session's secret is `0a` 32 times, the
/// password `password` with the salt `NaCl`.
let accountSchemaOne: SQL = """
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
  INSERT INTO key VALUES
    (3, X'2db6b2a7b2fbb5fbf2ea7fcbacb5e1645fb6bf3c0d606ce5b88a23533b32d4b8',
      'smb_0a0a0a', 'backup', 'ada', 'write', 1000, NULL, 2000);
  INSERT INTO password VALUES
    (1, X'4E61436C', X'aec6b7483ed26e08802b41f4032086a0e886be7ac48fcfd92ff0cef8109752f4',
      4, 1, 1, 3000);
  INSERT INTO session VALUES
    (7, X'2db6b2a7b2fbb5fbf2ea7fcbacb5e1645fb6bf3c0d606ce5b88a23533b32d4b8', 4000, 4000);
  """
