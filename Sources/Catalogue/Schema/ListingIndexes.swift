import Store

/// Orders in which pictures are listed page by page, so that a page costs what it holds and not what
/// the library holds. Every index ends with the row's id, which decides between equals.
let listingIndexes: SQL = """
  CREATE INDEX images_by_taken ON images (owner_user_id, taken_local);
  CREATE INDEX images_by_added ON images (owner_user_id, created_at);
  CREATE INDEX images_by_size ON images (owner_user_id, byte_size);
  CREATE INDEX images_by_quality ON images (owner_user_id, quality_score);
  CREATE INDEX files_by_name ON files (name) WHERE state = 'present';
  """
