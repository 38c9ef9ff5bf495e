import Store

/// Vectors of pictures: the truth, from which the vector index is derived and can always be made
/// again.
///
/// `embedding_changes` is the log that the index follows. It has one row for each image and space
/// whose vectors were ever written, renumbered at every change, so it never outgrows the vectors
/// and an image that went is in it too. Its numbers only grow and are never given twice.
let embeddingTables: SQL = """
  CREATE TABLE vector_spaces (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    dimension INTEGER NOT NULL CHECK (dimension > 0),
    kind TEXT NOT NULL CHECK (kind IN ('builtin', 'model')),
    model_name TEXT NOT NULL,
    model_version TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  -- Part 0 is the whole picture; 1 and on are parts of it, in fractions of its sides.
  CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY,
    space_id INTEGER NOT NULL REFERENCES vector_spaces (id),
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    part INTEGER NOT NULL CHECK (part >= 0),
    box_left REAL NOT NULL,
    box_top REAL NOT NULL,
    box_width REAL NOT NULL,
    box_height REAL NOT NULL,
    -- Single precision, little-endian.
    vector BLOB NOT NULL CHECK (length(vector) > 0 AND length(vector) % 4 = 0),
    UNIQUE (space_id, image_id, part)
  ) STRICT;

  CREATE INDEX embeddings_by_image ON embeddings (image_id);

  CREATE TABLE embedding_changes (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    space_id INTEGER NOT NULL REFERENCES vector_spaces (id),
    image_id INTEGER NOT NULL,
    UNIQUE (space_id, image_id)
  ) STRICT;

  CREATE TRIGGER embedding_added AFTER INSERT ON embeddings BEGIN
    DELETE FROM embedding_changes WHERE space_id = new.space_id AND image_id = new.image_id;
    INSERT INTO embedding_changes (space_id, image_id) VALUES (new.space_id, new.image_id);
  END;

  CREATE TRIGGER embedding_changed AFTER UPDATE ON embeddings BEGIN
    DELETE FROM embedding_changes WHERE space_id = new.space_id AND image_id = new.image_id;
    INSERT INTO embedding_changes (space_id, image_id) VALUES (new.space_id, new.image_id);
  END;

  -- Also when the image goes, and its vectors with it.
  CREATE TRIGGER embedding_removed AFTER DELETE ON embeddings BEGIN
    DELETE FROM embedding_changes WHERE space_id = old.space_id AND image_id = old.image_id;
    INSERT INTO embedding_changes (space_id, image_id) VALUES (old.space_id, old.image_id);
  END;
  """
