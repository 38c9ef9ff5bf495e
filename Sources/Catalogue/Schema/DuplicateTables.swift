import Store

/// What a search for duplicates found, and what people decided about pairs.
let duplicateTables: SQL = """
  -- By content, so that the decision outlives a move or a rename. A pair of one image with itself
  -- says that its identical files are wanted.
  CREATE TABLE not_duplicates (
    first_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    second_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    decided_at INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (first_image, second_image),
    CHECK (first_image <= second_image)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX not_duplicates_by_second ON not_duplicates (second_image);

  CREATE TABLE duplicate_runs (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    options TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE duplicate_groups (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES duplicate_runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    confidence REAL NOT NULL,
    UNIQUE (run_id, position)
  ) STRICT;

  CREATE TABLE duplicate_members (
    group_id INTEGER NOT NULL REFERENCES duplicate_groups (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    is_best INTEGER NOT NULL CHECK (is_best IN (0, 1)),
    reasons TEXT NOT NULL,
    PRIMARY KEY (group_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX duplicate_members_by_file ON duplicate_members (file_id);

  -- The evidence for a pair of a group.
  CREATE TABLE duplicate_links (
    group_id INTEGER NOT NULL REFERENCES duplicate_groups (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    first_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    second_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    distance INTEGER,
    residual REAL,
    confidence REAL NOT NULL,
    detail TEXT,
    PRIMARY KEY (group_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX duplicate_links_by_first ON duplicate_links (first_image);
  CREATE INDEX duplicate_links_by_second ON duplicate_links (second_image);
  """
