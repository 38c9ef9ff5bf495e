import Store

/// What was measured of the quality of pictures. Scores of issues are 0 (bad) to 1; what is below a
/// threshold is decided by the reader, so that other thresholds need no new measurement.
let qualityTables: SQL = """
  CREATE TABLE picture_quality (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    -- 0…100, by a model; NULL where the picture allows none, which `notes` then says.
    opinion REAL,
    opinion_model TEXT NOT NULL,
    brisque REAL,
    brisque_model TEXT,
    naturalness REAL,
    naturalness_model TEXT NOT NULL,
    -- The part of the combined score that is made of several issues.
    exposure REAL,
    sharpness REAL,
    noise REAL,
    clipped REAL,
    colourfulness REAL,
    -- One sentence a line.
    notes TEXT NOT NULL
  ) STRICT;

  CREATE TABLE quality_issues (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    -- NULL where the picture does not allow to say.
    score REAL,
    threshold REAL NOT NULL,
    value REAL NOT NULL,
    found INTEGER NOT NULL CHECK (found IN (0, 1)),
    reason TEXT NOT NULL,
    PRIMARY KEY (image_id, kind)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX quality_issues_by_kind ON quality_issues (kind, found);
  """
