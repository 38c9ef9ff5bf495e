import Store

extension CatalogueTransaction {
  /// Replaces what the owner's pictures are known to be unlike the rest.
  package func putAnomalies(_ anomalies: [Anomaly], at time: Timestamp = .now) throws {
    try connection.execute(
      """
      DELETE FROM anomalies WHERE image_id IN (SELECT id FROM images WHERE owner_user_id = ?)
      """, [.text(owner.name)])
    for anomaly in anomalies {
      try connection.execute(
        """
        INSERT INTO anomalies (image_id, score, percentile, nearest_image, found_at)
        SELECT id, ?, ?, (SELECT id FROM images WHERE id = ?), ? FROM images
        WHERE id = ? AND owner_user_id = ?
        """,
        [
          .real(anomaly.score), .real(anomaly.percentile),
          .optional(anomaly.nearest?.rawValue), .integer(time.rawValue),
          .integer(anomaly.image.rawValue), .text(owner.name),
        ])
    }
  }

  /// Keeps what a person said of a picture.
  ///
  /// - Throws: `catalogue.unknown-image` when the owner has no such picture.
  package func putFeedback(
    _ action: Feedback.Action, note: String? = nil, on image: ImageID, at time: Timestamp = .now
  ) throws {
    let count = try connection.execute(
      """
      INSERT INTO feedback (image_id, action, note, given_at)
      SELECT id, ?, ?, ? FROM images WHERE id = ? AND owner_user_id = ?
      """,
      [
        .text(action.rawValue), .optional(note), .integer(time.rawValue),
        .integer(image.rawValue), .text(owner.name),
      ])
    guard count == 1 else { throw CatalogueFault.unknownImage }
  }
}
