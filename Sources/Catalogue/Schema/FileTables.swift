import Store

/// `files` has one row a path. Paths are bytes: the folder's and the name's, joined by a slash.
///
/// A file that is as the last scan found it is not written again: when it was last seen follows
/// from `roots.scanned_at`.
let fileTables: SQL = """
  CREATE TABLE roots (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    scanned_at INTEGER,
    UNIQUE (owner_user_id, path)
  ) STRICT;

  -- Folders whose files are never suggested for removal.
  CREATE TABLE reference_folders (
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (owner_user_id, path)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    UNIQUE (owner_user_id, path)
  ) STRICT;

  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folders (id),
    name BLOB NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    image_id INTEGER REFERENCES images (id),
    state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'staged', 'failed')),
    failure_code TEXT,
    failure_message TEXT,
    failure_remedy TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_seen INTEGER NOT NULL,
    checked_at INTEGER NOT NULL,
    missing_since INTEGER,
    UNIQUE (folder_id, name),
    CHECK ((state = 'failed') = (failure_code IS NOT NULL)),
    CHECK (state NOT IN ('present', 'staged') OR image_id IS NOT NULL)
  ) STRICT;

  CREATE INDEX files_by_image ON files (image_id, state);
  """
