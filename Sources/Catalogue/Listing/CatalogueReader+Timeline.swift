package import Core
import Store

/// The pictures of a month.
package struct TimelineBucket: Hashable, Sendable {
  /// `2024-05`; `nil` for pictures without a date.
  package var month: String?
  package var count: Int
}

/// What a grid needs to lay a picture out before anything of it is loaded.
package struct TimelinePicture: Hashable, Sendable {
  package var ulid: ULID
  package var width: Int
  package var height: Int
  package var takenLocal: String?
  /// A blur of 24 bytes; may be empty.
  package var placeholder: [UInt8]
  /// The words of the marks beside its present files, in their order.
  package var marks: [String]
  /// −1 for rejected, 0…5.
  package var rating: Int?
  package var isFavourite: Bool
}

extension CatalogueReader {
  /// The owner's present pictures by month, the latest first, those without a date last. One pass
  /// over an index.
  package func timeline() throws -> [TimelineBucket] {
    try database.read { connection in
      var buckets: [TimelineBucket] = []
      var undated: TimelineBucket?
      try connection.forEach(
        "SELECT substr(taken_local, 1, 7) AS month, COUNT(*) FROM images WHERE owner_user_id = ?"
          + isPresent + " GROUP BY month ORDER BY month DESC", [ownerValue]
      ) { row in
        let bucket = TimelineBucket(month: row.optionalText(0), count: row.int(1))
        if bucket.month == nil { undated = bucket } else { buckets.append(bucket) }
      }
      return buckets + (undated.map { [$0] } ?? [])
    }
  }

  /// The pictures of a month, the latest first; of those without a date the last added first.
  ///
  /// - Parameters:
  ///   - month: `2024-05`; `nil` for pictures without a date.
  ///   - cursor: the second value of the page before.
  ///   - limit: pictures a page, at least 1.
  /// - Returns: a page, and what the next is asked with; `nil` after the last.
  /// - Throws: `usage.cursor` for what is no cursor of a month.
  package func timeline(
    of month: String?, after cursor: String? = nil, limit: Int
  ) throws -> (pictures: [TimelinePicture], next: String?) {
    let start = try cursor.map { try PictureCursor($0, order: .taken, ascending: false) }
    var condition: SQL = month == nil ? " AND taken_local IS NULL" : monthCondition
    // '~' comes behind everything that a date may have in its place.
    var values = [ownerValue] + (month.map { [.text($0), .text($0 + "~")] } ?? [])
    if let start {
      condition = condition + (month == nil ? " AND id < ?" : " AND (taken_local, id) < (?, ?)")
      values += month == nil ? [.integer(start.row)] : [start.key, .integer(start.row)]
    }
    let sql =
      selectTimeline + condition + isPresent
      + (month == nil ? " ORDER BY id DESC LIMIT ?" : " ORDER BY taken_local DESC, id DESC LIMIT ?")
    return try database.read { connection in
      var pictures: [TimelinePicture] = []
      var last: PictureCursor?
      var hasMore = false
      try connection.forEach(sql, values + [.integer(limit + 1)]) { row in
        guard pictures.count < limit else {
          hasMore = true
          return
        }
        let taken = row.optionalText(4)
        pictures.append(
          TimelinePicture(
            ulid: try row.ulid(1), width: row.side(2), height: row.side(3), takenLocal: taken,
            placeholder: row.bytes(5),
            marks: row.optionalText(6)?.split(separator: ",").map(String.init).sorted() ?? [],
            rating: row.optionalInt(7), isFavourite: row.boolean(8)))
        last = PictureCursor(
          order: .taken, ascending: false, key: .optional(taken), row: row.integer(0))
      }
      return (pictures, hasMore ? last?.text : nil)
    }
  }
}

private let monthCondition: SQL = " AND taken_local >= ? AND taken_local < ?"

private let selectTimeline: SQL = """
  SELECT id, ulid, width, height, taken_local, placeholder,
    CASE WHEN EXISTS (SELECT 1 FROM file_marks) THEN (
      SELECT group_concat(DISTINCT mark) FROM file_marks JOIN files ON files.id = file_id
      WHERE image_id = images.id AND state = 'present') END,
    rating, EXISTS (SELECT 1 FROM favourites WHERE image_id = images.id)
  FROM images WHERE owner_user_id = ?
  """
