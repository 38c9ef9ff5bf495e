import Store

/// The tags that models give, by the set of labels and the space they come from. What is in
/// `image_tags` from `model` is their union.
let automaticTagTables: SQL = """
  CREATE TABLE tag_sets (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    space TEXT NOT NULL,
    label_count INTEGER NOT NULL,
    tagged_at INTEGER NOT NULL,
    UNIQUE (owner_user_id, name, space)
  ) STRICT;

  CREATE TABLE automatic_tags (
    tag_set_id INTEGER NOT NULL REFERENCES tag_sets (id) ON DELETE CASCADE,
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    confidence REAL NOT NULL,
    PRIMARY KEY (tag_set_id, image_id, tag_id)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX automatic_tags_by_image ON automatic_tags (image_id, tag_id);
  CREATE INDEX automatic_tags_by_tag ON automatic_tags (tag_id);

  -- The vectors of labels in their sentences, which are asked for again at every run. Single precision,
  -- little-endian.
  CREATE TABLE label_vectors (
    owner_user_id TEXT NOT NULL,
    space TEXT NOT NULL,
    sentences TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (owner_user_id, space, sentences)
  ) STRICT, WITHOUT ROWID;
  """
