import Store

extension CatalogueTransaction {
  /// Replaces what is known of how the owner's pictures are unlike the rest.
  package func putAnomalies(_ anomalies: [Anomaly], of look: AnomalyLook) throws {
    let owned = " WHERE image_id IN (SELECT id FROM images WHERE owner_user_id = ?)" as SQL
    try connection.execute("DELETE FROM anomaly_scores" + owned, [.text(owner.name)])
    try connection.execute("DELETE FROM anomaly_normals" + owned, [.text(owner.name)])
    for anomaly in anomalies {
      for standing in anomaly.standings { try put(standing, of: anomaly.image) }
      for (place, normal) in anomaly.normals.enumerated() {
        try put(normal, at: place, of: anomaly.image)
      }
    }
    try connection.execute(
      """
      INSERT INTO anomaly_looks (owner_user_id, space, picture_count, unusual_count, found_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (owner_user_id) DO UPDATE SET space = excluded.space,
        picture_count = excluded.picture_count, unusual_count = excluded.unusual_count,
        found_at = excluded.found_at
      """,
      [
        .text(owner.name), .text(look.space), .integer(look.pictureCount),
        .integer(look.unusualCount), .integer(look.foundAt.rawValue),
      ])
  }

  /// Nothing is put for a picture that is gone, or another owner's.
  private func put(_ standing: Anomaly.Standing, of image: ImageID) throws {
    try connection.execute(
      """
      INSERT INTO anomaly_scores
        (image_id, baseline, measure, name, score, percentile, usual, threshold, excess)
      SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM images WHERE id = ? AND owner_user_id = ?
      """,
      [
        .text(standing.baseline.rawValue), .text(standing.measure.rawValue),
        .text(standing.name), .real(standing.score), .real(standing.percentile),
        .real(standing.usual), .optional(standing.threshold), .real(standing.excess),
        .integer(image.rawValue), .text(owner.name),
      ])
  }

  private func put(_ normal: Anomaly.Normal, at place: Int, of image: ImageID) throws {
    try connection.execute(
      """
      INSERT INTO anomaly_normals (image_id, baseline, place, normal_image, cosine)
      SELECT one.id, ?, ?, other.id, ? FROM images AS one JOIN images AS other
      WHERE one.id = ? AND one.owner_user_id = ? AND other.id = ? AND other.owner_user_id = ?
      """,
      [
        .text(normal.baseline.rawValue), .integer(place), .real(normal.cosine),
        .integer(image.rawValue), .text(owner.name),
        .integer(normal.image.rawValue), .text(owner.name),
      ])
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
