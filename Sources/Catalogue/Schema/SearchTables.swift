import Store

/// What a search by words and facts needs beside the pictures' own rows.
///
/// `search_text` is derived: triggers note in `search_stale` whose words may have changed, whatever
/// changed them, and the writing transaction brings those up to date before it ends
/// (`SearchTextWriter`). Words are cut and folded in Swift, since names are bytes that need not be
/// text, so the tokenizer only has to split at blanks.
let searchTables: SQL = """
  CREATE VIRTUAL TABLE search_text USING fts5 (
    name, tags, title, caption, folder, camera, tokenize = 'unicode61 remove_diacritics 2');

  -- Every word that ever was in search_text, for typing mistakes. Words that are gone do no harm:
  -- a correction is searched for before it is offered.
  CREATE TABLE search_words (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE VIRTUAL TABLE search_word_parts USING fts5 (
    word, content = 'search_words', content_rowid = 'id', tokenize = 'trigram', detail = 'none');

  CREATE TABLE search_stale (image_id INTEGER PRIMARY KEY) STRICT;
  -- Their words are written when the catalogue is opened.
  INSERT INTO search_stale SELECT id FROM images;

  -- Rises with every transaction that changed something.
  CREATE TABLE catalogue_changes (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    count INTEGER NOT NULL
  ) STRICT;
  INSERT INTO catalogue_changes VALUES (0, 0);

  -- What was searched for, to be offered again.
  CREATE TABLE search_history (
    owner_user_id TEXT NOT NULL,
    query TEXT NOT NULL,
    uses INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (owner_user_id, query)
  ) STRICT, WITHOUT ROWID;

  -- Vectors of arbitrary words and pictures, against which a model's similarities are read. Single
  -- precision, little-endian, one vector after the other.
  CREATE TABLE background_banks (
    owner_user_id TEXT NOT NULL,
    space TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    texts BLOB NOT NULL,
    images BLOB NOT NULL,
    PRIMARY KEY (owner_user_id, space)
  ) STRICT;

  -- The facts that filters ask for, so that a filter reads an eighth of what the rows take.
  CREATE INDEX images_facts ON images (
    owner_user_id, format, width, height, byte_size, frame_count, camera_make, camera_model, iso,
    f_number, exposure_time, focal_length, taken_local, latitude, longitude, orientation, rating,
    quality_score, nsfw_score, created_at, indexed_at);

  CREATE TRIGGER search_file_added AFTER INSERT ON files WHEN new.image_id IS NOT NULL BEGIN
    INSERT INTO search_stale SELECT new.image_id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = new.image_id);
  END;
  CREATE TRIGGER search_file_changed AFTER UPDATE OF image_id, state, folder_id, name ON files BEGIN
    INSERT INTO search_stale SELECT new.image_id WHERE new.image_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = new.image_id);
    INSERT INTO search_stale SELECT old.image_id WHERE old.image_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = old.image_id);
  END;
  CREATE TRIGGER search_file_removed AFTER DELETE ON files WHEN old.image_id IS NOT NULL BEGIN
    INSERT INTO search_stale SELECT old.image_id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = old.image_id);
  END;
  CREATE TRIGGER search_image_changed AFTER UPDATE OF
    title, caption, camera_make, camera_model, lens_model ON images
  WHEN old.title IS NOT new.title OR old.caption IS NOT new.caption
    OR old.camera_make IS NOT new.camera_make OR old.camera_model IS NOT new.camera_model
    OR old.lens_model IS NOT new.lens_model
  BEGIN
    INSERT INTO search_stale SELECT new.id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = new.id);
  END;
  CREATE TRIGGER search_image_removed AFTER DELETE ON images BEGIN
    INSERT INTO search_stale SELECT old.id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = old.id);
  END;
  CREATE TRIGGER search_tag_given AFTER INSERT ON image_tags BEGIN
    INSERT INTO search_stale SELECT new.image_id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = new.image_id);
  END;
  CREATE TRIGGER search_tag_taken AFTER DELETE ON image_tags BEGIN
    INSERT INTO search_stale SELECT old.image_id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = old.image_id);
  END;
  CREATE TRIGGER search_tag_renamed AFTER UPDATE OF name ON tags BEGIN
    INSERT INTO search_stale SELECT image_id FROM image_tags WHERE tag_id = new.id
      AND image_id NOT IN (SELECT image_id FROM search_stale);
  END;
  """
