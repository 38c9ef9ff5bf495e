package import Core
import Store

extension CatalogueTransaction {
  /// The image with this content, if the owner has it.
  package func image(with digest: SHA256Digest) throws -> ImageID? {
    try connection.first(
      "SELECT id FROM images WHERE owner_user_id = ? AND sha256 = ?",
      [.text(owner.name), .blob(digest.bytes)]
    ) { $0.imageID(0) }
  }

  /// Adds a picture, or replaces what is known of the same content: its id, its ULID, when it was
  /// added and what people said of it stay.
  ///
  /// - Parameters:
  ///   - luma: the plane kept for later comparisons.
  ///   - embeddings: replace the picture's vectors in their spaces.
  ///   - signals: the versions that the record was made with.
  @discardableResult
  package func putImage(
    _ record: PictureRecord, luma: LumaPlane, thumbnail: [UInt8]? = nil,
    embeddings: [PictureEmbedding] = [], signals: [SignalRecord], source: PictureSource = .batch
  ) throws -> ImageID {
    let id = try putRow(record, source: source)
    try putPlane(luma, of: id)
    if let thumbnail { try putThumbnail(thumbnail, of: id) }
    try putMetadata(record.metadata, of: id)
    for embedding in embeddings { try putEmbedding(embedding, of: id) }
    for signal in signals { try putSignal(signal, of: id) }
    return id
  }

  /// Says by which way a picture came.
  package func setSource(_ source: PictureSource, of image: ImageID) throws {
    try connection.execute(
      "UPDATE images SET source = ? WHERE id = ? AND owner_user_id = ?",
      [.text(source.rawValue), .integer(image.rawValue), .text(owner.name)])
  }

  private func putRow(_ record: PictureRecord, source: PictureSource) throws -> ImageID {
    var generator = SystemRandomNumberGenerator()
    let ulid = ULID(milliseconds: UInt64(now.rawValue), using: &generator)
    let values =
      [.text(ulid.description), .text(owner.name), .blob(record.sha256.bytes)]
      + contentValues(record) + metadataValues(record.metadata)
      + [.text(source.rawValue), .integer(now.rawValue), .integer(now.rawValue)]
    let id = try connection.first(insertImage, values) { $0.imageID(0) }
    guard let id else { preconditionFailure("RETURNING gives the row that was written") }
    return id
  }

  private func contentValues(_ record: PictureRecord) -> [SQLValue] {
    let hashes = record.hashes
    return [
      .integer(record.byteSize), .text(record.format.rawValue), .integer(record.width),
      .integer(record.height), .integer(record.frameCount), .boolean(record.hasAlpha),
      .integer(record.bitsPerSample),
      .integer(Int64(bitPattern: hashes.average.bits)),
      .integer(Int64(bitPattern: hashes.difference.bits)),
      .integer(Int64(bitPattern: hashes.perceptual.bits)),
      .blob(hashes.pdq.bytes), .integer(hashes.pdqQuality), .blob(hashes.dct.bytes),
      .real(Double(hashes.texture)), .blob(hashes.chroma), .optional(record.pixelSHA256?.bytes),
      .blob(record.placeholder), .optional(record.thumbnailBytes),
    ]
  }

  private func metadataValues(_ metadata: PictureMetadata) -> [SQLValue] {
    [
      .optional(metadata.cameraMake), .optional(metadata.cameraModel),
      .optional(metadata.lensModel), .optional(metadata.software),
      .optional(metadata.exposureTime), .optional(metadata.fNumber), .optional(metadata.iso),
      .optional(metadata.focalLength), .optional(metadata.takenLocal),
      .optional(metadata.takenOffsetMinutes), .optional(metadata.latitude),
      .optional(metadata.longitude), .optional(metadata.altitude),
      .integer(metadata.orientation), .optional(metadata.rating), .optional(metadata.title),
      .optional(metadata.caption), .integer(metadata.richness), .optional(metadata.rating),
    ]
  }

  private func putThumbnail(_ webP: [UInt8], of image: ImageID) throws {
    try connection.execute(
      """
      INSERT INTO image_thumbnails (image_id, webp) VALUES (?, ?)
      ON CONFLICT (image_id) DO UPDATE SET webp = excluded.webp
      """, [.integer(image.rawValue), .blob(webP)])
  }

  private func putPlane(_ luma: LumaPlane, of image: ImageID) throws {
    let (coding, samples) = PlaneCoding.encode(luma)
    try connection.execute(
      """
      INSERT INTO image_planes (image_id, width, height, coding, samples) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (image_id) DO UPDATE SET
        width = excluded.width, height = excluded.height, coding = excluded.coding,
        samples = excluded.samples
      """,
      [
        .integer(image.rawValue), .integer(luma.width), .integer(luma.height),
        .integer(coding.rawValue), .blob(samples),
      ])
  }

  private func putMetadata(_ metadata: PictureMetadata, of image: ImageID) throws {
    if let json = metadata.rawJSON {
      try connection.execute(
        """
        INSERT INTO image_metadata (image_id, raw_json) VALUES (?, ?)
        ON CONFLICT (image_id) DO UPDATE SET raw_json = excluded.raw_json
        """, [.integer(image.rawValue), .text(json)])
    } else {
      try connection.execute(
        "DELETE FROM image_metadata WHERE image_id = ?", [.integer(image.rawValue)])
    }
    try putTags(metadata.keywords, source: .file, of: image)
  }

  /// Replaces the tags that a picture has from one source, in the order given.
  package func putTags(_ names: [String], source: TagSource, of image: ImageID) throws {
    try connection.execute(
      "DELETE FROM image_tags WHERE image_id = ? AND source = ?",
      [.integer(image.rawValue), .text(source.rawValue)])
    for (position, name) in names.enumerated() {
      let key: [SQLValue] = [.text(owner.name), .text(name)]
      try connection.execute(
        "INSERT OR IGNORE INTO tags (owner_user_id, name) VALUES (?, ?)", key)
      try connection.execute(
        """
        INSERT OR IGNORE INTO image_tags (image_id, tag_id, source, position)
        SELECT ?, id, ?, ? FROM tags WHERE owner_user_id = ? AND name = ?
        """,
        [.integer(image.rawValue), .text(source.rawValue), .integer(position)] + key)
    }
  }

  /// Records a signal's version and state; a failure counts one attempt more than before.
  package func putSignal(_ record: SignalRecord, of image: ImageID) throws {
    try connection.execute(
      """
      INSERT INTO signals (image_id, signal, version, state, reason, attempts)
      VALUES (?, ?, ?, ?, ?, 1)
      ON CONFLICT (image_id, signal) DO UPDATE SET
        version = excluded.version, state = excluded.state, reason = excluded.reason,
        attempts = CASE WHEN version = excluded.version AND state = 'failed'
          THEN attempts + 1 ELSE 1 END
      """,
      [
        .integer(image.rawValue), .text(record.signal.rawValue), .integer(record.version),
        .text(record.state.name), .optional(record.state.reason),
      ])
  }

  /// Keeps the digest of a picture's pixels once it has been computed.
  package func setPixelDigest(_ digest: SHA256Digest, of image: ImageID) throws {
    try connection.execute(
      "UPDATE images SET pixel_sha256 = ? WHERE id = ? AND owner_user_id = ?",
      [.blob(digest.bytes), .integer(image.rawValue), .text(owner.name)])
  }
}

/// Who gave a picture a tag.
package enum TagSource: String, Hashable, Sendable, CaseIterable {
  /// The keywords in the file.
  case file
  case person, model
}

private let insertImage: SQL = """
  INSERT INTO images (
    ulid, owner_user_id, sha256,
    byte_size, format, width, height, frame_count, has_alpha, bits_per_sample,
    average_hash, difference_hash, perceptual_hash, pdq, pdq_quality, dct, texture, chroma,
    pixel_sha256,
    placeholder, thumbnail_bytes,
    camera_make, camera_model, lens_model, software, exposure_time, f_number, iso, focal_length,
    taken_local, taken_offset_minutes, latitude, longitude, altitude, orientation, rating, title,
    caption, metadata_richness, file_rating,
    source, created_at, indexed_at)
  VALUES (
    ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?,
    ?,
    ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?,
    ?, ?, ?)
  ON CONFLICT (owner_user_id, sha256) DO UPDATE SET
    byte_size = excluded.byte_size, format = excluded.format, width = excluded.width,
    height = excluded.height, frame_count = excluded.frame_count, has_alpha = excluded.has_alpha,
    bits_per_sample = excluded.bits_per_sample, average_hash = excluded.average_hash,
    difference_hash = excluded.difference_hash, perceptual_hash = excluded.perceptual_hash,
    pdq = excluded.pdq, pdq_quality = excluded.pdq_quality, dct = excluded.dct,
    texture = excluded.texture, chroma = excluded.chroma,
    pixel_sha256 = coalesce(excluded.pixel_sha256, pixel_sha256),
    placeholder = excluded.placeholder, thumbnail_bytes = excluded.thumbnail_bytes,
    camera_make = excluded.camera_make, camera_model = excluded.camera_model,
    lens_model = excluded.lens_model, software = excluded.software,
    exposure_time = excluded.exposure_time, f_number = excluded.f_number, iso = excluded.iso,
    focal_length = excluded.focal_length, taken_local = excluded.taken_local,
    taken_offset_minutes = excluded.taken_offset_minutes, latitude = excluded.latitude,
    longitude = excluded.longitude, altitude = excluded.altitude,
    orientation = excluded.orientation, file_rating = excluded.file_rating,
    rating = coalesce(
      (SELECT rating FROM person_ratings WHERE image_id = images.id), excluded.rating),
    title = excluded.title,
    caption = excluded.caption, metadata_richness = excluded.metadata_richness,
    indexed_at = excluded.indexed_at
  RETURNING id
  """
