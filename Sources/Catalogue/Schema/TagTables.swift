import Store

/// Words for pictures: from the file's own keywords, from people, or from a model.
let tagTables: SQL = """
  CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (owner_user_id, name)
  ) STRICT;

  CREATE TABLE image_tags (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('file', 'person', 'model')),
    position INTEGER NOT NULL,
    confidence REAL,
    PRIMARY KEY (image_id, tag_id, source)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX image_tags_by_tag ON image_tags (tag_id);
  """
