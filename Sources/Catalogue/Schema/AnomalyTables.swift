import Store

/// Pictures that are unlike the rest, as the latest look found them, and what people said of pictures.
let anomalyTables: SQL = """
  CREATE TABLE anomalies (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    score REAL NOT NULL,
    -- The share of pictures that are more usual, 0…100.
    percentile REAL NOT NULL,
    -- The most alike of the others.
    nearest_image INTEGER REFERENCES images (id) ON DELETE SET NULL,
    found_at INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX anomalies_by_score ON anomalies (score);
  CREATE INDEX anomalies_by_nearest ON anomalies (nearest_image);

  CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    action TEXT NOT NULL CHECK (
      action IN ('relevant', 'irrelevant', 'duplicate', 'anomaly', 'normal')),
    note TEXT,
    given_at INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX feedback_by_image ON feedback (image_id, action);
  """
