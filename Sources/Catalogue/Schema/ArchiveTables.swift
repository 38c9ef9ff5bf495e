import Store

/// `archives` has one row for each distinct content of an owner, `archive_files` one a path, as
/// `images` and `files` have; what lies in an archive has no path of its own.
let archiveTables: SQL = """
  CREATE TABLE archives (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    byte_size INTEGER NOT NULL,
    format TEXT NOT NULL,
    -- Of what was computed; another one means that it is read again.
    version INTEGER NOT NULL,
    issue_count INTEGER NOT NULL,
    indexed_at INTEGER NOT NULL,
    UNIQUE (owner_user_id, sha256)
  ) STRICT;

  CREATE TABLE archive_files (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    archive_id INTEGER REFERENCES archives (id) ON DELETE CASCADE,
    failure_code TEXT,
    failure_message TEXT,
    failure_remedy TEXT,
    checked_at INTEGER NOT NULL,
    UNIQUE (owner_user_id, path),
    CHECK ((archive_id IS NULL) = (failure_code IS NOT NULL))
  ) STRICT;

  CREATE INDEX archive_files_by_archive ON archive_files (archive_id);

  -- The files in an archive, those of archives within among them.
  CREATE TABLE archive_entries (
    archive_id INTEGER NOT NULL REFERENCES archives (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    crc INTEGER,
    depth INTEGER NOT NULL,
    PRIMARY KEY (archive_id, position)
  ) STRICT, WITHOUT ROWID;

  -- What was passed over in an archive, and why.
  CREATE TABLE archive_issues (
    archive_id INTEGER NOT NULL REFERENCES archives (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (archive_id, position)
  ) STRICT, WITHOUT ROWID;

  -- Pictures that show what an archive holds; view 0 is the picture itself, the others are a mesh
  -- seen from around it.
  CREATE TABLE archive_previews (
    archive_id INTEGER NOT NULL REFERENCES archives (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    view INTEGER NOT NULL,
    entry TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('picture', 'thumbnail', 'rendering')),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    average_hash INTEGER NOT NULL,
    difference_hash INTEGER NOT NULL,
    perceptual_hash INTEGER NOT NULL,
    pdq BLOB NOT NULL CHECK (length(pdq) = 32),
    texture REAL NOT NULL,
    -- Single precision, little-endian.
    descriptor BLOB NOT NULL,
    thumbnail BLOB,
    PRIMARY KEY (archive_id, position, view)
  ) STRICT;
  """
