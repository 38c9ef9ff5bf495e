import Store

extension CatalogueTransaction {
  /// As ``CatalogueReader/comparedImages()``, inside the transaction.
  package func comparedImages() throws -> [ImageID: [UInt8]] {
    try connection.comparedImages(.text(owner.name))
  }

  /// Forgets that an image was compared with others, and what came of it.
  package func forgetComparisons(of image: ImageID) throws {
    for statement: SQL in [
      "DELETE FROM kept_comparisons WHERE first_image = ?",
      "DELETE FROM kept_comparisons WHERE second_image = ?",
      "DELETE FROM compared_images WHERE image_id = ?",
    ] {
      try connection.execute(statement, [.integer(image.rawValue)])
    }
  }

  /// Says that an image was compared with all others that have a stamp.
  package func putComparedImage(_ image: ImageID, stamp: [UInt8]) throws {
    try connection.execute(
      """
      INSERT INTO compared_images (image_id, stamp) VALUES (?, ?)
      ON CONFLICT (image_id) DO UPDATE SET stamp = excluded.stamp
      """, [.integer(image.rawValue), .blob(stamp)])
  }

  package func putKeptComparison(_ comparison: KeptComparison) throws {
    try connection.execute(
      """
      INSERT OR REPLACE INTO kept_comparisons (first_image, second_image, way, evidence)
      VALUES (?, ?, ?, ?)
      """,
      [
        .integer(comparison.pair.first.rawValue), .integer(comparison.pair.second.rawValue),
        .blob(comparison.way), .optional(comparison.evidence),
      ])
  }

  package func removeKeptComparison(_ pair: ImagePair, way: [UInt8]) throws {
    try connection.execute(
      "DELETE FROM kept_comparisons WHERE first_image = ? AND second_image = ? AND way = ?",
      [.integer(pair.first.rawValue), .integer(pair.second.rawValue), .blob(way)])
  }
}
