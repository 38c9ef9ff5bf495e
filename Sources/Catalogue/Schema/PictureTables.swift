import Store

/// `images` has one row for each distinct content of an owner, however many files hold it. Rows are
/// small, so that a scan of all fingerprints reads little: planes and raw metadata lie beside it.
///
/// Times of the catalogue are milliseconds since 1970; hashes of 64 bits are stored as the signed
/// integer of the same bits.
let pictureTables: SQL = """
  CREATE TABLE images (
    id INTEGER PRIMARY KEY,
    ulid TEXT NOT NULL UNIQUE,
    owner_user_id TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    byte_size INTEGER NOT NULL,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    frame_count INTEGER NOT NULL,
    has_alpha INTEGER NOT NULL CHECK (has_alpha IN (0, 1)),
    bits_per_sample INTEGER NOT NULL,

    average_hash INTEGER NOT NULL,
    difference_hash INTEGER NOT NULL,
    perceptual_hash INTEGER NOT NULL,
    pdq BLOB NOT NULL CHECK (length(pdq) = 32),
    pdq_quality INTEGER NOT NULL,
    dct BLOB NOT NULL CHECK (length(dct) = 32),
    texture REAL NOT NULL,
    -- Mean Cb, then Cr, over an 8×8 grid.
    chroma BLOB NOT NULL CHECK (length(chroma) = 128),
    pixel_sha256 BLOB CHECK (length(pixel_sha256) = 32),

    camera_make TEXT,
    camera_model TEXT,
    lens_model TEXT,
    software TEXT,
    exposure_time REAL,
    f_number REAL,
    iso INTEGER,
    focal_length REAL,
    taken_local TEXT,
    taken_offset_minutes INTEGER,
    latitude REAL,
    longitude REAL,
    altitude REAL,
    orientation INTEGER NOT NULL,
    rating INTEGER,
    title TEXT,
    caption TEXT,
    metadata_richness INTEGER NOT NULL,

    source TEXT NOT NULL CHECK (source IN ('upload', 'api', 'batch')),
    bucket TEXT,
    object_key TEXT,
    model_name TEXT,
    model_version TEXT,
    embedding_version TEXT,
    quality_score REAL,
    nsfw_score REAL,
    placeholder BLOB NOT NULL,
    thumbnail_bytes INTEGER,
    created_at INTEGER NOT NULL,
    indexed_at INTEGER NOT NULL,

    UNIQUE (owner_user_id, sha256)
  ) STRICT;

  -- The luma plane from which crops are searched and structure is compared.
  CREATE TABLE image_planes (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    coding INTEGER NOT NULL,
    samples BLOB NOT NULL
  ) STRICT;

  -- A WebP of at most 320 pixels, to show.
  CREATE TABLE image_thumbnails (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    webp BLOB NOT NULL
  ) STRICT;

  -- Every tag that was read from the file, as JSON.
  CREATE TABLE image_metadata (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    raw_json TEXT NOT NULL
  ) STRICT;

  -- What was computed of a picture, by which version, and if not, why.
  CREATE TABLE signals (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    signal TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
    reason TEXT,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (image_id, signal)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE settings (
    owner_user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner_user_id, name)
  ) STRICT, WITHOUT ROWID;
  """
