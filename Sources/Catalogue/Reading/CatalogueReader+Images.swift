package import Core
import Store

extension CatalogueReader {
  /// What is known of an image.
  package func image(_ id: ImageID) throws -> CataloguedImage? {
    try images([id]).first
  }

  package func image(_ ulid: ULID) throws -> CataloguedImage? {
    try one("SELECT id FROM images WHERE owner_user_id = ? AND ulid = ?", .text(ulid.description))
  }

  package func image(_ digest: SHA256Digest) throws -> CataloguedImage? {
    try one("SELECT id FROM images WHERE owner_user_id = ? AND sha256 = ?", .blob(digest.bytes))
  }

  /// The id of the image with this content, if the owner has it.
  package func imageID(of digest: SHA256Digest) throws -> ImageID? {
    try database.read { connection in
      try connection.first(
        "SELECT id FROM images WHERE owner_user_id = ? AND sha256 = ?",
        [ownerValue, .blob(digest.bytes)]
      ) { $0.imageID(0) }
    }
  }

  /// The WebP thumbnail of the image with this content; `nil` when there is none.
  package func thumbnail(of digest: SHA256Digest) throws -> [UInt8]? {
    try database.read { connection in
      try connection.first(
        """
        SELECT webp FROM image_thumbnails JOIN images ON images.id = image_id
        WHERE owner_user_id = ? AND sha256 = ?
        """, [ownerValue, .blob(digest.bytes)]
      ) { $0.bytes(0) }
    }
  }

  /// What is known of several images, in the order asked for; ids that are not there are left out.
  package func images(_ ids: some Sequence<ImageID>) throws -> [CataloguedImage] {
    try database.read { connection in
      try ids.compactMap { id in
        let keywords = try self.tags(of: id, source: .file, on: connection)
        return try connection.first(
          selectImage + " WHERE id = ? AND owner_user_id = ?",
          [.integer(id.rawValue), ownerValue]
        ) { row in
          var image = try CataloguedImage(row)
          image.record.metadata.keywords = keywords
          return image
        }
      }
    }
  }

  /// The names of a picture's tags from one source, in their order.
  package func tags(of image: ImageID, source: TagSource) throws -> [String] {
    try database.read { try tags(of: image, source: source, on: $0) }
  }

  /// Every tag that was read from the picture's file, as a JSON object; `nil` when it had none.
  package func rawMetadata(of image: ImageID) throws -> String? {
    try database.read { connection in
      try connection.first(
        """
        SELECT raw_json FROM image_metadata JOIN images ON images.id = image_id
        WHERE image_id = ? AND owner_user_id = ?
        """, [.integer(image.rawValue), ownerValue]
      ) { $0.text(0) }
    }
  }

  /// The versions and states of a picture's signals, by name.
  package func signals(of image: ImageID) throws -> [SignalRecord] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT signal, version, state, reason FROM signals JOIN images ON images.id = image_id
        WHERE image_id = ? AND owner_user_id = ? ORDER BY signal
        """, [.integer(image.rawValue), ownerValue]
      ) { SignalRecord($0) }
    }
  }

  /// The images for which a signal was never computed, or by another version than `version`; with
  /// `includingFailed` also those for which it failed.
  ///
  /// - Parameter images: only these, a look-up for each; `nil` for all, in one pass.
  package func imagesLacking(
    _ signal: Signal, version: Int, includingFailed: Bool = false, among images: [ImageID]? = nil
  ) throws -> Set<ImageID> {
    let condition: SQL = """
      WHERE owner_user_id = ?
        AND (version IS NOT ? OR state = 'pending' OR (state = 'failed' AND ?))
      """
    return try imageIDs(
      "LEFT JOIN signals ON image_id = images.id AND signal = ? " + condition,
      [.text(signal.rawValue), ownerValue, .integer(version), .boolean(includingFailed)], images)
  }

  /// The ids of images that meet a condition.
  ///
  /// - Parameters:
  ///   - condition: what follows `FROM images`, up to its `WHERE` and that of the owner.
  ///   - images: only these, a look-up for each; `nil` for all, in one pass.
  func imageIDs(
    _ condition: SQL, _ values: [SQLValue], _ images: [ImageID]?
  ) throws -> Set<ImageID> {
    let (head, end): (SQL, SQL) =
      images == nil
      ? ("SELECT images.id FROM images ", "")
      // Any index would be a detour: each row is looked up by its number.
      : (
        "SELECT images.id FROM images NOT INDEXED ",
        " AND images.id IN (SELECT value FROM json_each(?))"
      )
    let list = images.map { SQLValue.list($0.map(\.rawValue)) }
    return try database.read { connection in
      Set(
        try connection.rows(head + condition + end, values + (list.map { [$0] } ?? [])) {
          $0.imageID(0)
        })
    }
  }

  private func one(_ sql: SQL, _ key: SQLValue) throws -> CataloguedImage? {
    let id = try database.read { try $0.first(sql, [ownerValue, key]) { $0.imageID(0) } }
    return try id.flatMap { try image($0) }
  }

  private func tags(
    of image: ImageID, source: TagSource, on connection: Connection
  ) throws -> [String] {
    try connection.rows(
      """
      SELECT name FROM image_tags JOIN tags ON tags.id = tag_id
      WHERE image_id = ? AND source = ? AND owner_user_id = ? ORDER BY position
      """, [.integer(image.rawValue), .text(source.rawValue), ownerValue]
    ) { $0.text(0) }
  }
}

private let selectImage: SQL = """
  SELECT
    id, ulid, sha256, byte_size, format, width, height, frame_count, has_alpha, bits_per_sample,
    average_hash, difference_hash, perceptual_hash, pdq, pdq_quality, dct, texture, pixel_sha256,
    placeholder, thumbnail_bytes,
    camera_make, camera_model, lens_model, software, exposure_time, f_number, iso, focal_length,
    taken_local, taken_offset_minutes, latitude, longitude, altitude, orientation, rating, title,
    caption,
    source, bucket, object_key, model_name, model_version, embedding_version, quality_score,
    nsfw_score, created_at, indexed_at, chroma
  FROM images
  """

extension CataloguedImage {
  /// Reads a row of `selectImage`.
  fileprivate init(_ row: borrowing Row) throws(Fault) {
    id = row.imageID(0)
    ulid = try row.ulid(1)
    record = try PictureRecord(
      sha256: row.digest(2), byteSize: row.integer(3), format: row.format(4), width: row.side(5),
      height: row.side(6), frameCount: row.int(7), hasAlpha: row.boolean(8),
      bitsPerSample: row.int(9),
      hashes: PictureHashes(
        average: row.hash64(10), difference: row.hash64(11), perceptual: row.hash64(12),
        pdq: row.hash256(13), pdqQuality: row.int(14), dct: row.hash256(15),
        texture: Float(row.real(16)), chroma: row.bytes(47)),
      metadata: PictureMetadata(row, from: 20), placeholder: row.bytes(18),
      thumbnailBytes: row.optionalInt(19), pixelSHA256: row.optionalDigest(17))
    payload = PicturePayload(
      source: PictureSource(rawValue: row.text(37)) ?? .batch, bucket: row.optionalText(38),
      objectKey: row.optionalText(39), modelName: row.optionalText(40),
      modelVersion: row.optionalText(41), embeddingVersion: row.optionalText(42),
      qualityScore: row.optionalReal(43), nsfwScore: row.optionalReal(44),
      createdAt: row.timestamp(45))
    indexedAt = row.timestamp(46)
  }
}

extension PictureMetadata {
  /// Reads 17 columns from `column` on.
  fileprivate init(_ row: borrowing Row, from column: Int) {
    self.init()
    cameraMake = row.optionalText(column)
    cameraModel = row.optionalText(column + 1)
    lensModel = row.optionalText(column + 2)
    software = row.optionalText(column + 3)
    exposureTime = row.optionalReal(column + 4)
    fNumber = row.optionalReal(column + 5)
    iso = row.optionalInt(column + 6)
    focalLength = row.optionalReal(column + 7)
    takenLocal = row.optionalText(column + 8)
    takenOffsetMinutes = row.optionalInt(column + 9)
    latitude = row.optionalReal(column + 10)
    longitude = row.optionalReal(column + 11)
    altitude = row.optionalReal(column + 12)
    orientation = row.int(column + 13)
    rating = row.optionalInt(column + 14)
    title = row.optionalText(column + 15)
    caption = row.optionalText(column + 16)
  }
}

extension SignalRecord {
  fileprivate init(_ row: borrowing Row) {
    signal = Signal(rawValue: row.text(0))
    version = row.int(1)
    state =
      switch row.text(2) {
      case "done": .done
      case "failed": .failed(reason: row.text(3))
      default: .pending
      }
  }
}
