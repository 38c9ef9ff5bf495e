import Store

/// What a catalogue of schema 1 holds, as `sqlite3 catalogue.sqlite .dump` wrote it when that
/// schema was released. Never edited: every later version must open it.
let schemaOne: SQL = """
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
  INSERT INTO images VALUES(1,'01M7Y4FMBVJ1H7EVGQABX6RP4J','',
    X'73d33b666a1e21da3fdabe86cbbeaa1177cbc4a133c2d0f653fcd6513d02befe',500000,'jpeg',1600,
    1200,1,0,8,7191089600892374487,309689372594955804,-1830642326893942270,
    X'63cbe1e459320dd7044c3cd7f43c661ce6984080bab12a02953aeb70673e29cb',90,
    X'63cbe1e459320dd7044c3cd7f43c661ce6984080bab12a02953aeb70673e29cb',1.0,zeroblob(128),
    NULL,'Canon','Canon EOS 5D',NULL,NULL,NULL,2.7999999999999998223,100,NULL,
    '2024-05-01T12:34:56',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,6,'batch',NULL,NULL,NULL,NULL,
    NULL,NULL,NULL,X'030303030303030303030303030303030303030303030303',12000,1795233927547,
    1795233927547);
  INSERT INTO images VALUES(2,'01M7Y4FMBV30AS3Y678W3WSV5P','',
    X'eb0354df4a45b34edf0f9924a3016430dd2f9b2d0b5f15e68c5c906b1aeb85f8',500000,'jpeg',1600,
    1200,1,0,8,2476628477891077985,7621113624420504425,1910343844960271083,
    X'225ec07a9950676169c3a276887953691a82e79b05b5faebf5ba4eb728dd632c',90,
    X'225ec07a9950676169c3a276887953691a82e79b05b5faebf5ba4eb728dd632c',1.0,zeroblob(128),
    NULL,'Canon','Canon EOS 5D',NULL,NULL,NULL,2.7999999999999998223,100,NULL,
    '2024-05-01T12:34:56',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,6,'batch',NULL,NULL,NULL,NULL,
    NULL,NULL,NULL,X'030303030303030303030303030303030303030303030303',12000,1795233927547,
    1795233927547);
  INSERT INTO images VALUES(3,'01M7Y4FMBVH8T21QZZ5S5J1TY0','',
    X'acb06798004bbc2f1b5051c62d0332cd582d6717a91d279d6c7c5b1c60b890ff',500000,'jpeg',1600,
    1200,1,0,8,-2220735309839870289,6020303405324641991,-7025984793190031819,
    X'e12e5d006cd3d6af538c6a0cda7326c79e7eb00e4c9c9e35c1dfda7a5eb236f8',90,
    X'e12e5d006cd3d6af538c6a0cda7326c79e7eb00e4c9c9e35c1dfda7a5eb236f8',1.0,zeroblob(128),
    NULL,'Canon','Canon EOS 5D',NULL,NULL,NULL,2.7999999999999998223,100,NULL,
    '2024-05-01T12:34:56',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,6,'batch',NULL,NULL,NULL,NULL,
    NULL,NULL,NULL,X'030303030303030303030303030303030303030303030303',12000,1795233927547,
    1795233927547);
  CREATE TABLE image_planes (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    coding INTEGER NOT NULL,
    samples BLOB NOT NULL
  ) STRICT;
  INSERT INTO image_planes VALUES(1,4,4,0,X'00000000000000000000000000000000');
  INSERT INTO image_planes VALUES(2,4,4,0,X'01010101010101010101010101010101');
  INSERT INTO image_planes VALUES(3,4,4,0,X'02020202020202020202020202020202');
  CREATE TABLE image_thumbnails (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    webp BLOB NOT NULL
  ) STRICT;
  CREATE TABLE image_metadata (
    image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
    raw_json TEXT NOT NULL
  ) STRICT;
  INSERT INTO image_metadata VALUES(1,'{"exif":{"Make":"Canon"}}');
  INSERT INTO image_metadata VALUES(2,'{"exif":{"Make":"Canon"}}');
  INSERT INTO image_metadata VALUES(3,'{"exif":{"Make":"Canon"}}');
  CREATE TABLE signals (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    signal TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
    reason TEXT,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (image_id, signal)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO signals VALUES(1,'fingerprints',1,'done',NULL,1);
  INSERT INTO signals VALUES(1,'thumbnail',1,'failed','no',1);
  INSERT INTO signals VALUES(2,'fingerprints',1,'done',NULL,1);
  INSERT INTO signals VALUES(2,'thumbnail',1,'failed','no',1);
  INSERT INTO signals VALUES(3,'fingerprints',1,'done',NULL,1);
  INSERT INTO signals VALUES(3,'thumbnail',1,'failed','no',1);
  CREATE TABLE settings (
    owner_user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner_user_id, name)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO settings VALUES('','a','b');
  CREATE TABLE roots (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    scanned_at INTEGER,
    UNIQUE (owner_user_id, path)
  ) STRICT;
  INSERT INTO roots VALUES(1,'',X'2f70686f746f73',1795233927547,1795233927547);
  CREATE TABLE reference_folders (
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (owner_user_id, path)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO reference_folders VALUES('',X'2f70686f746f732f62657374',1795233927547);
  CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    path BLOB NOT NULL,
    UNIQUE (owner_user_id, path)
  ) STRICT;
  INSERT INTO folders VALUES(1,'',X'2f70686f746f73');
  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folders (id),
    name BLOB NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    image_id INTEGER REFERENCES images (id),
    state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'staged', 'failed')),
    failure_code TEXT,
    failure_message TEXT,
    failure_remedy TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_seen INTEGER NOT NULL,
    checked_at INTEGER NOT NULL,
    missing_since INTEGER,
    UNIQUE (folder_id, name),
    CHECK ((state = 'failed') = (failure_code IS NOT NULL)),
    CHECK (state NOT IN ('present', 'staged') OR image_id IS NOT NULL)
  ) STRICT;
  INSERT INTO files VALUES(1,1,X'302e6a7067',1,0,500000,5,1,'present',NULL,NULL,NULL,0,
    1795233927547,1795233927547,NULL);
  INSERT INTO files VALUES(2,1,X'312e6a7067',1,1,500000,5,2,'present',NULL,NULL,NULL,0,
    1795233927547,1795233927547,NULL);
  INSERT INTO files VALUES(3,1,X'322e6a7067',1,2,500000,5,3,'present',NULL,NULL,NULL,0,
    1795233927547,1795233927547,NULL);
  INSERT INTO files VALUES(4,1,X'6261642e6a7067',1,9,5,5,NULL,'failed','picture.damaged',
    'damaged','Copy it again.',1,1795233927547,1795233927547,NULL);
  CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (owner_user_id, name)
  ) STRICT;
  INSERT INTO tags VALUES(1,'','tree');
  INSERT INTO tags VALUES(2,'','lake');
  CREATE TABLE image_tags (
    image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('file', 'person', 'model')),
    position INTEGER NOT NULL,
    confidence REAL,
    PRIMARY KEY (image_id, tag_id, source)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO image_tags VALUES(1,1,'file',0,NULL);
  INSERT INTO image_tags VALUES(1,2,'file',1,NULL);
  INSERT INTO image_tags VALUES(2,1,'file',0,NULL);
  INSERT INTO image_tags VALUES(2,2,'file',1,NULL);
  INSERT INTO image_tags VALUES(3,1,'file',0,NULL);
  INSERT INTO image_tags VALUES(3,2,'file',1,NULL);
  CREATE TABLE not_duplicates (
    first_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    second_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    decided_at INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (first_image, second_image),
    CHECK (first_image <= second_image)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO not_duplicates VALUES(1,2,1795233927547,'twins');
  CREATE TABLE duplicate_runs (
    id INTEGER PRIMARY KEY,
    owner_user_id TEXT NOT NULL,
    options TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO duplicate_runs VALUES(1,'','{}',1,2);
  CREATE TABLE duplicate_groups (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES duplicate_runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    confidence REAL NOT NULL,
    UNIQUE (run_id, position)
  ) STRICT;
  INSERT INTO duplicate_groups VALUES(1,1,0,'edited',90.0);
  CREATE TABLE duplicate_members (
    group_id INTEGER NOT NULL REFERENCES duplicate_groups (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    is_best INTEGER NOT NULL CHECK (is_best IN (0, 1)),
    reasons TEXT NOT NULL,
    PRIMARY KEY (group_id, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO duplicate_members VALUES(1,0,1,1,'largest');
  INSERT INTO duplicate_members VALUES(1,1,3,0,'');
  CREATE TABLE duplicate_links (
    group_id INTEGER NOT NULL REFERENCES duplicate_groups (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    first_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    second_image INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    distance INTEGER,
    residual REAL,
    confidence REAL NOT NULL,
    detail TEXT,
    PRIMARY KEY (group_id, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO duplicate_links VALUES(1,0,1,3,'edited',3,0.5,90.0,'{}');
  CREATE INDEX files_by_image ON files (image_id, state);
  CREATE INDEX image_tags_by_tag ON image_tags (tag_id);
  CREATE INDEX not_duplicates_by_second ON not_duplicates (second_image);
  CREATE INDEX duplicate_members_by_file ON duplicate_members (file_id);
  CREATE INDEX duplicate_links_by_first ON duplicate_links (first_image);
  CREATE INDEX duplicate_links_by_second ON duplicate_links (second_image);
  """

/// What schema 2 added. The revision counts from 5, as if four changes had been renumbered.
let schemaTwo: SQL =
  schemaOne + """

    CREATE TABLE vector_spaces (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      dimension INTEGER NOT NULL CHECK (dimension > 0),
      kind TEXT NOT NULL CHECK (kind IN ('builtin', 'model')),
      model_name TEXT NOT NULL,
      model_version TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO vector_spaces VALUES(1,'clip',2,'model','clip-vit-b32','1',7);

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

    INSERT INTO embeddings VALUES(1,1,1,0,0.0,0.0,1.0,1.0,x'0000803f00000000');
    INSERT INTO embeddings VALUES(2,1,1,1,0.25,0.25,0.5,0.5,x'000000000000803f');
    INSERT INTO embedding_changes VALUES(5,1,1);
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

/// What schema 3 added.
let schemaThree: SQL =
  schemaTwo + """

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
    INSERT INTO compared_images VALUES(1,x'01020304');
    INSERT INTO compared_images VALUES(2,x'05');
    INSERT INTO kept_comparisons VALUES(1,2,x'',x'0a0b');
    INSERT INTO kept_comparisons VALUES(1,2,x'07',NULL);
    """

/// What schema 4 added: words to search by. Pictures that are noted as changed have no words yet.
let schemaFour: SQL =
  schemaThree + """

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
    INSERT INTO search_history VALUES('','tree',3,9);
    """

/// Likewise of schema 5: a picture's quality.
let schemaFive: SQL =
  schemaFour + """

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
    INSERT INTO picture_quality VALUES(1,61.5,'opinion',NULL,NULL,3.5,'natural',0.75,0.5,2.0,0.1,30.0,'One note.
    Another.');
    INSERT INTO quality_issues VALUES(1,'dark',0.25,0.32,0.25,1,'Dark.');
    """

/// Likewise of schema 6: indexes for listings.
let schemaSix: SQL =
  schemaFive + """

    CREATE INDEX images_by_taken ON images (owner_user_id, taken_local);
    CREATE INDEX images_by_added ON images (owner_user_id, created_at);
    CREATE INDEX images_by_size ON images (owner_user_id, byte_size);
    CREATE INDEX images_by_quality ON images (owner_user_id, quality_score);
    CREATE INDEX files_by_name ON files (name) WHERE state = 'present';
    """

/// Likewise of schema 7: unusual pictures and what people said.
let schemaSeven: SQL =
  schemaSix + """

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
    INSERT INTO anomalies VALUES(1,2.5,66.0,2,9);
    INSERT INTO feedback VALUES(1,1,'anomaly','odd',9);
    """

/// Likewise of schema 8: marks beside files.
let schemaEight: SQL =
  schemaSeven + """

    CREATE TABLE file_marks (
      file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
      mark TEXT NOT NULL,
      PRIMARY KEY (file_id, mark)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX file_marks_by_mark ON file_marks (mark);
    INSERT INTO file_marks VALUES(1,'cropped');
    """

/// Likewise of schema 9: tags by models.
let schemaNine: SQL =
  schemaEight + """

    CREATE TABLE tag_sets (
      id INTEGER PRIMARY KEY,
      owner_user_id TEXT NOT NULL,
      name TEXT NOT NULL,
      space TEXT NOT NULL,
      label_count INTEGER NOT NULL,
      tagged_at INTEGER NOT NULL,
      UNIQUE (owner_user_id, name, space)
    ) STRICT;

    CREATE TABLE automatic_tags (
      tag_set_id INTEGER NOT NULL REFERENCES tag_sets (id) ON DELETE CASCADE,
      image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
      tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
      confidence REAL NOT NULL,
      PRIMARY KEY (tag_set_id, image_id, tag_id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX automatic_tags_by_image ON automatic_tags (image_id, tag_id);
    CREATE INDEX automatic_tags_by_tag ON automatic_tags (tag_id);

    -- The vectors of labels in their sentences, which are asked for again at every run. Single precision,
    -- little-endian.
    CREATE TABLE label_vectors (
      owner_user_id TEXT NOT NULL,
      space TEXT NOT NULL,
      sentences TEXT NOT NULL,
      vector BLOB NOT NULL,
      PRIMARY KEY (owner_user_id, space, sentences)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tag_sets VALUES(1,'','things','clip',2,9);
    INSERT INTO automatic_tags SELECT 1,1,id,0.5 FROM tags WHERE name='tree';
    INSERT INTO label_vectors VALUES('','clip','a tree',x'0000803f00000000');
    """

/// Likewise of schema 10: archives.
let schemaTen: SQL =
  schemaNine + """

    CREATE TABLE archives (
      id INTEGER PRIMARY KEY,
      owner_user_id TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      byte_size INTEGER NOT NULL,
      format TEXT NOT NULL,
      -- Of what was computed; another one means that it is read again.
      version INTEGER NOT NULL,
      issue_count INTEGER NOT NULL,
      indexed_at INTEGER NOT NULL,
      UNIQUE (owner_user_id, sha256)
    ) STRICT;

    CREATE TABLE archive_files (
      id INTEGER PRIMARY KEY,
      owner_user_id TEXT NOT NULL,
      path BLOB NOT NULL,
      device INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      archive_id INTEGER REFERENCES archives (id) ON DELETE CASCADE,
      failure_code TEXT,
      failure_message TEXT,
      failure_remedy TEXT,
      checked_at INTEGER NOT NULL,
      UNIQUE (owner_user_id, path),
      CHECK ((archive_id IS NULL) = (failure_code IS NOT NULL))
    ) STRICT;

    CREATE INDEX archive_files_by_archive ON archive_files (archive_id);

    -- The files in an archive, those of archives within among them.
    CREATE TABLE archive_entries (
      archive_id INTEGER NOT NULL REFERENCES archives (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      size INTEGER NOT NULL,
      crc INTEGER,
      depth INTEGER NOT NULL,
      PRIMARY KEY (archive_id, position)
    ) STRICT, WITHOUT ROWID;

    -- What was passed over in an archive, and why.
    CREATE TABLE archive_issues (
      archive_id INTEGER NOT NULL REFERENCES archives (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (archive_id, position)
    ) STRICT, WITHOUT ROWID;

    -- Pictures that show what an archive holds; view 0 is the picture itself, the others are a mesh
    -- seen from around it.
    CREATE TABLE archive_previews (
      archive_id INTEGER NOT NULL REFERENCES archives (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      view INTEGER NOT NULL,
      entry TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('picture', 'thumbnail', 'rendering')),
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      average_hash INTEGER NOT NULL,
      difference_hash INTEGER NOT NULL,
      perceptual_hash INTEGER NOT NULL,
      pdq BLOB NOT NULL CHECK (length(pdq) = 32),
      texture REAL NOT NULL,
      -- Single precision, little-endian.
      descriptor BLOB NOT NULL,
      thumbnail BLOB,
      PRIMARY KEY (archive_id, position, view)
    ) STRICT;
    INSERT INTO archives VALUES(1,'',zeroblob(32),10,'zip',1,1,9);
    INSERT INTO archive_files VALUES(1,'',CAST('/models/a.zip' AS BLOB),1,2,10,3,1,NULL,NULL,NULL,9);
    INSERT INTO archive_entries VALUES(1,0,'a.stl','model',5,4294967295,0);
    INSERT INTO archive_issues VALUES(1,0,'archive.link','x: is a link');
    INSERT INTO archive_previews VALUES(1,0,0,'a.stl','rendering',4,3,1,2,3,zeroblob(32),5.0,x'0000803f00000000',NULL);
    """

/// Likewise of schema 11: what people say.
let schemaEleven: SQL =
  schemaTen + """

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
    INSERT INTO person_ratings VALUES(1,5);
    UPDATE images SET rating = 5 WHERE id = 1;
    INSERT INTO favourites VALUES(1);
    INSERT INTO refused_tags SELECT 1,id FROM tags WHERE name='lake';
    """

/// Likewise of schema 12: measures of unusual pictures.
let schemaTwelve: SQL =
  schemaEleven + """

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
    INSERT INTO anomaly_looks VALUES('','clip',2,1,9);
    INSERT INTO anomaly_scores VALUES(1,'library','density','',2.5,50.0,1.0,2.0,5.25);
    INSERT INTO anomaly_normals VALUES(1,'library',0,2,0.75);
    """
