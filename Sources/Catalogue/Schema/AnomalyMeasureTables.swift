import Store

/// Several measures and baselines in place of one. What was found before is left out: it has no
/// baseline, and is found again by the next look.
let anomalyMeasureTables: SQL = """
  DROP TABLE anomalies;

  CREATE TABLE anomaly_looks (
    owner_user_id TEXT PRIMARY KEY,
    space TEXT NOT NULL,
    picture_count INTEGER NOT NULL,
    unusual_count INTEGER NOT NULL,
    found_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE anomaly_scores (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    baseline TEXT NOT NULL CHECK (baseline IN ('library', 'album', 'source')),
    measure TEXT NOT NULL CHECK (measure IN ('distance', 'density', 'distribution')),
    -- The album or source; empty for the library.
    name TEXT NOT NULL,
    score REAL NOT NULL,
    -- The share of the baseline's pictures that are more usual, 0…100.
    percentile REAL NOT NULL,
    usual REAL NOT NULL,
    threshold REAL,
    excess REAL NOT NULL,
    PRIMARY KEY (image_id, baseline, measure)
  ) STRICT, WITHOUT ROWID;

  -- The most alike of the others that are not unusual.
  CREATE TABLE anomaly_normals (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    baseline TEXT NOT NULL CHECK (baseline IN ('library', 'album', 'source')),
    place INTEGER NOT NULL,
    normal_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    cosine REAL NOT NULL,
    PRIMARY KEY (image_id, baseline, place)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX anomaly_normals_by_normal ON anomaly_normals (normal_image);
  """
