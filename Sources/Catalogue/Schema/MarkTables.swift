import Store

/// The marks beside files (`IMG_1.cropped` beside `IMG_1.png`), as the last scan found them.
let markTables: SQL = """
  CREATE TABLE file_marks (
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    mark TEXT NOT NULL,
    PRIMARY KEY (file_id, mark)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX file_marks_by_mark ON file_marks (mark);
  """
