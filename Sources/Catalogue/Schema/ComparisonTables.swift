import Store

/// What a search for duplicates need not do again.
let comparisonTables: SQL = """
  -- Images whose pairs among themselves were all compared. The stamp says under which settings, and
  -- with which properties of the image: another one makes the image new.
  CREATE TABLE compared_images (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    stamp BLOB NOT NULL
  ) STRICT;

  -- Pairs of those that hold something; all others are known to be different pictures.
  CREATE TABLE kept_comparisons (
    first_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    second_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    way BLOB NOT NULL,
    evidence BLOB,
    PRIMARY KEY (first_image, second_image, way),
    CHECK (first_image < second_image)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX kept_comparisons_by_second ON kept_comparisons (second_image);
  """
