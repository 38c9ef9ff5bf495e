import Store

extension CatalogueReader {
  /// The images whose pairs among themselves were all compared, each with its stamp.
  package func comparedImages() throws -> [ImageID: [UInt8]] {
    try database.read { connection in
      try connection.comparedImages(ownerValue)
    }
  }

  /// Every comparison that is kept, by pair.
  package func keptComparisons() throws -> [KeptComparison] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT first_image, second_image, way, evidence FROM kept_comparisons
        JOIN images ON images.id = first_image WHERE owner_user_id = ?
        ORDER BY first_image, second_image, way
        """, [ownerValue]
      ) { row in
        KeptComparison(
          pair: ImagePair(row.imageID(0), row.imageID(1)), way: row.bytes(2),
          evidence: row.optionalBytes(3))
      }
    }
  }
}

extension Connection {
  func comparedImages(_ owner: SQLValue) throws -> [ImageID: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: try rows(
        """
        SELECT image_id, stamp FROM compared_images
        JOIN images ON images.id = image_id WHERE owner_user_id = ?
        """, [owner]
      ) { ($0.imageID(0), $0.bytes(1)) })
  }
}
