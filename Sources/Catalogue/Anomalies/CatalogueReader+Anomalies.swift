import Store

extension CatalogueReader {
  /// Present pictures that may be unlike the rest, the most unusual first, without those that a person
  /// called normal or irrelevant; each with its standings in the baseline that was asked for.
  ///
  /// - Complexity: a pass over the kept scores of the baseline.
  package func anomalies(
    _ query: AnomalyQuery = AnomalyQuery(), offset: Int, limit: Int
  ) throws -> [(anomaly: Anomaly, isReviewed: Bool)] {
    let (listed, values) = listed(query)
    return try database.read { connection in
      let rows = try connection.rows(
        listed + " ORDER BY worst DESC, share DESC, image_id LIMIT ? OFFSET ?",
        values + [.integer(limit), .integer(offset)]
      ) { ($0.imageID(0), $0.boolean(3)) }
      return try rows.map { image, isReviewed in
        let anomaly = Anomaly(
          image: image, standings: try standings(of: image, query.baseline, connection),
          normals: try normals(of: image, query.baseline, connection))
        return (anomaly, isReviewed)
      }
    }
  }

  /// How many those are.
  package func anomalyCount(_ query: AnomalyQuery = AnomalyQuery()) throws -> Int {
    let (listed, values) = listed(query)
    return try database.read { connection in
      Int(try connection.integer("SELECT COUNT(*) FROM (" + listed + ")", values))
    }
  }

  /// The latest look for them; `nil` before the first.
  package func anomalyLook() throws -> AnomalyLook? {
    try database.read { connection in
      try connection.first(
        """
        SELECT space, picture_count, unusual_count, found_at FROM anomaly_looks
        WHERE owner_user_id = ?
        """, [ownerValue]
      ) { row in
        AnomalyLook(
          space: row.text(0), pictureCount: row.int(1), unusualCount: row.int(2),
          foundAt: row.timestamp(3))
      }
    }
  }

  private func listed(_ query: AnomalyQuery) -> (SQL, [SQLValue]) {
    var sql: SQL = """
      SELECT image_id, max(excess) AS worst, max(percentile) AS share,
        EXISTS (SELECT 1 FROM feedback WHERE feedback.image_id = images.id)
      FROM anomaly_scores JOIN images ON images.id = image_id
      WHERE owner_user_id = ? AND baseline = ?
        AND EXISTS (SELECT 1 FROM files WHERE files.image_id = images.id AND state = 'present')
        AND NOT EXISTS (
          SELECT 1 FROM feedback WHERE feedback.image_id = images.id
            AND action IN ('normal', 'irrelevant'))
      """
    var values: [SQLValue] = [ownerValue, .text(query.baseline.rawValue)]
    if let measure = query.measure {
      sql = sql + " AND measure = ?"
      values.append(.text(measure.rawValue))
    }
    if query.onlyUnusual { sql = sql + " AND score > threshold" }
    if let condition = query.condition {
      sql = sql + " AND (" + condition.sql + ")"
      values += condition.values
    }
    return (sql + " GROUP BY image_id", values)
  }

  private func standings(
    of image: ImageID, _ baseline: AnomalyBaseline, _ connection: Connection
  ) throws -> [Anomaly.Standing] {
    try connection.rows(
      """
      SELECT measure, name, score, percentile, usual, threshold, excess FROM anomaly_scores
      WHERE image_id = ? AND baseline = ? ORDER BY excess DESC, percentile DESC, measure
      """, [.integer(image.rawValue), .text(baseline.rawValue)]
    ) { row in
      Anomaly.Standing(
        measure: AnomalyMeasure(rawValue: row.text(0)) ?? .density, baseline: baseline,
        name: row.text(1), score: row.real(2), percentile: row.real(3), usual: row.real(4),
        threshold: row.optionalReal(5), excess: row.real(6))
    }
  }

  private func normals(
    of image: ImageID, _ baseline: AnomalyBaseline, _ connection: Connection
  ) throws -> [Anomaly.Normal] {
    try connection.rows(
      """
      SELECT normal_image, cosine FROM anomaly_normals JOIN images ON images.id = normal_image
      WHERE image_id = ? AND baseline = ? AND owner_user_id = ? ORDER BY place
      """, [.integer(image.rawValue), .text(baseline.rawValue), ownerValue]
    ) { Anomaly.Normal(baseline: baseline, image: $0.imageID(0), cosine: $0.real(1)) }
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

  /// What a look for anomalies has to know of the owner's pictures: those that a person called one, and
  /// how each came here. One pass.
  package func anomalyFacts() throws -> (called: Set<ImageID>, sources: [ImageID: String]) {
    try database.read { connection in
      let called = try connection.rows(
        """
        SELECT image_id FROM feedback JOIN images ON images.id = image_id
        WHERE owner_user_id = ? AND action = 'anomaly'
        """, [ownerValue]
      ) { $0.imageID(0) }
      let sources = try connection.rows(
        "SELECT id, source FROM images WHERE owner_user_id = ?", [ownerValue]
      ) { ($0.imageID(0), $0.text(1)) }
      return (Set(called), Dictionary(uniqueKeysWithValues: sources))
    }
  }
}
