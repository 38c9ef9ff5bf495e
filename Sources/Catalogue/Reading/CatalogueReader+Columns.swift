package import Core
import Store

extension CatalogueReader {
  /// What grouping needs of every image that at least one present file holds.
  package func imageColumns() throws -> ImageColumns {
    try database.read { connection in
      var columns = ImageColumns()
      columns.reserve(Int(try connection.integer("SELECT COUNT(*) FROM images")))
      var cameras: [String: Int32] = [:]
      try connection.forEach(
        """
        SELECT
          id, sha256, pixel_sha256, dct, pdq, pdq_quality, texture, average_hash, difference_hash,
          perceptual_hash, width, height, byte_size, format, frame_count, bits_per_sample,
          taken_local, camera_make, camera_model, metadata_richness, chroma
        FROM images
        WHERE owner_user_id = ?
          AND EXISTS (SELECT 1 FROM files WHERE image_id = images.id AND state = 'present')
        ORDER BY id
        """, [ownerValue]
      ) { try columns.append($0, cameras: &cameras) }
      return columns
    }
  }

  /// Every present file with its image.
  package func fileColumns() throws -> FileColumns {
    try database.read { connection in
      var folders: [Int64: FilePath] = [:]
      try connection.forEach("SELECT id, path FROM folders WHERE owner_user_id = ?", [ownerValue]) {
        folders[$0.integer(0)] = $0.path(1)
      }
      var columns = FileColumns()
      try connection.forEach(
        """
        SELECT id, image_id, folder_id, name, modified FROM files WHERE state = 'present'
        ORDER BY id
        """
      ) { row in
        guard let folder = folders[row.integer(2)] else { return }
        columns.ids.append(row.fileID(0))
        columns.images.append(row.imageID(1))
        columns.paths.append(folder.appending(row.path(3)))
        columns.modified.append(row.integer(4))
      }
      return columns
    }
  }

  /// The luma plane of an image; `nil` when it has none.
  package func luma(of image: ImageID) throws -> LumaPlane? {
    var found: LumaPlane?
    try forEachLuma(of: CollectionOfOne(image)) { found = $1 }
    return found
  }

  /// Calls `body` with the luma planes of images, in the order asked for, without holding more than
  /// one; images that have none are left out.
  package func forEachLuma(
    of images: some Sequence<ImageID>, _ body: (ImageID, LumaPlane) throws -> Void
  ) throws {
    try database.read { connection in
      for image in images {
        let plane = try connection.first(
          """
          SELECT coding, image_planes.width, image_planes.height, samples
          FROM image_planes JOIN images ON images.id = image_id
          WHERE image_id = ? AND owner_user_id = ?
          """, [.integer(image.rawValue), ownerValue]
        ) { row in
          PlaneCoding(rawValue: row.int(0))?.decode(
            row.bytes(3), width: row.int(1), height: row.int(2))
        }
        if let plane = plane ?? nil { try body(image, plane) }
      }
    }
  }
}

extension ImageColumns {
  fileprivate mutating func append(
    _ row: borrowing Row, cameras known: inout [String: Int32]
  ) throws(Fault) {
    ids.append(row.imageID(0))
    sha256.append(try row.digest(1))
    pixelSHA256.append(try row.optionalDigest(2))
    dct.append(try row.hash256(3))
    pdq.append(try row.hash256(4))
    pdqQuality.append(UInt8(clamping: row.int(5)))
    texture.append(Float(row.real(6)))
    average.append(row.hash64(7))
    difference.append(row.hash64(8))
    perceptual.append(row.hash64(9))
    width.append(Int32(row.side(10)))
    height.append(Int32(row.side(11)))
    byteSize.append(row.integer(12))
    format.append(row.format(13))
    frameCount.append(Int32(clamping: row.int(14)))
    bitsPerSample.append(UInt8(clamping: row.int(15)))
    takenLocal.append(row.optionalText(16))
    camera.append(index(ofCamera: row, from: 17, known: &known))
    richness.append(UInt8(clamping: row.int(19)))
    chroma.append(row.bytes(20))
  }

  private mutating func index(
    ofCamera row: borrowing Row, from column: Int, known: inout [String: Int32]
  ) -> Int32 {
    if row.isNull(column), row.isNull(column + 1) { return -1 }
    let (make, model) = (row.text(column), row.text(column + 1))
    let name = make.isEmpty || model.hasPrefix(make) ? model : make + " " + model
    if let index = known[name] { return index }
    let index = Int32(cameras.count)
    cameras.append(name)
    known[name] = index
    return index
  }
}
