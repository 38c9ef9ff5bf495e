import Store

extension CatalogueReader {
  /// Present pictures that are unlike the rest, the most unusual first, without those that a person
  /// called normal or irrelevant.
  package func anomalies(
    offset: Int, limit: Int
  ) throws -> [(anomaly: Anomaly, isReviewed: Bool)] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT image_id, score, percentile, nearest_image,
          EXISTS (SELECT 1 FROM feedback WHERE feedback.image_id = anomalies.image_id)
        """ + shownAnomalies + " ORDER BY score DESC, percentile DESC, image_id LIMIT ? OFFSET ?",
        [ownerValue, .integer(limit), .integer(offset)]
      ) { row in
        let nearest = row.optionalInteger(3).map { ImageID(rawValue: $0) }
        return (
          Anomaly(
            image: row.imageID(0), score: row.real(1), percentile: row.real(2), nearest: nearest),
          row.boolean(4)
        )
      }
    }
  }

  /// How many those are, and when they were looked for; `nil` when they never were.
  package func anomalyTotals() throws -> (count: Int, foundAt: Timestamp?) {
    try database.read { connection in
      try connection.first("SELECT COUNT(*), max(found_at)" + shownAnomalies, [ownerValue]) { row in
        (row.int(0), row.optionalInteger(1).map { Timestamp(rawValue: $0) })
      } ?? (0, nil)
    }
  }

  /// What people said of a picture, the latest first.
  package func feedback(on image: ImageID) throws -> [Feedback] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT action, note, given_at FROM feedback JOIN images ON images.id = image_id
        WHERE image_id = ? AND owner_user_id = ? ORDER BY feedback.id DESC
        """, [.integer(image.rawValue), ownerValue]
      ) { row in
        Feedback(
          action: Feedback.Action(rawValue: row.text(0)) ?? .relevant, note: row.optionalText(1),
          givenAt: row.timestamp(2))
      }
    }
  }
}

private let shownAnomalies: SQL = """
   FROM anomalies JOIN images ON images.id = image_id
  WHERE owner_user_id = ?
    AND EXISTS (SELECT 1 FROM files WHERE files.image_id = images.id AND state = 'present')
    AND NOT EXISTS (
      SELECT 1 FROM feedback WHERE feedback.image_id = anomalies.image_id
        AND action IN ('normal', 'irrelevant'))
  """
