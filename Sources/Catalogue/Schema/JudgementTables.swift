import Store

/// What people say of pictures beside what files and models say: stars, favourites, tags that they
/// give and tags that they take away; and what each such edit changed, so that it can be undone.
///
/// `images.rating` is what counts: the person's stars where there are some, else the file's.
let judgementTables: SQL = """
  ALTER TABLE images ADD COLUMN file_rating INTEGER;
  UPDATE images SET file_rating = rating WHERE rating IS NOT NULL;

  CREATE INDEX images_by_rating ON images (owner_user_id, rating);

  CREATE TABLE person_ratings (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 5)
  ) STRICT;

  CREATE TABLE favourites (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE
  ) STRICT;

  -- Tags of files and models that a person took away. They stay in image_tags, since the next look at
  -- the file or by the model would write them again.
  CREATE TABLE refused_tags (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (image_id, tag_id)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX refused_tags_by_tag ON refused_tags (tag_id);

  -- The tags that count.
  CREATE VIEW shown_tags AS
    SELECT image_id, tag_id, source, position FROM image_tags
    WHERE NOT EXISTS (
      SELECT 1 FROM refused_tags
      WHERE refused_tags.image_id = image_tags.image_id
        AND refused_tags.tag_id = image_tags.tag_id);

  CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_user_id TEXT NOT NULL,
    made_at INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX edits_by_owner ON edits (owner_user_id, id);

  -- What an edit changed of a picture: a number, or NULL for none, before and after. `tag_id` is 0
  -- where the subject is no tag.
  CREATE TABLE edit_steps (
    edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('rating', 'favourite', 'tag', 'refusal')),
    tag_id INTEGER NOT NULL,
    before INTEGER,
    after INTEGER,
    PRIMARY KEY (edit_id, image_id, subject, tag_id)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX edit_steps_by_image ON edit_steps (image_id);

  CREATE TRIGGER search_tag_refused AFTER INSERT ON refused_tags BEGIN
    INSERT INTO search_stale SELECT new.image_id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = new.image_id);
  END;
  CREATE TRIGGER search_tag_allowed AFTER DELETE ON refused_tags BEGIN
    INSERT INTO search_stale SELECT old.image_id
      WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE image_id = old.image_id);
  END;
  """
