import Core
import Store

/// A page of a listing.
package struct PicturePage: Hashable, Sendable {
  package var pictures: [PictureSummary]
  /// What the next page is asked with; `nil` after the last.
  package var next: String?
}

extension CatalogueReader {
  /// The owner's present pictures in an order, a page at a time.
  ///
  /// - Parameters:
  ///   - cursor: ``PicturePage/next`` of the page before.
  ///   - limit: pictures a page, at least 1.
  /// - Throws: `usage.cursor` for what is no cursor of this order.
  /// - Complexity: O(limit · log n), whatever the page.
  package func pictures(
    in order: PictureOrder, ascending: Bool, after cursor: String? = nil, limit: Int
  ) throws -> PicturePage {
    let start = try cursor.map {
      try PictureCursor($0, order: order, ascending: ascending)
    }
    return try database.read { connection in
      // One more than asked for tells whether there is a next page.
      var places = try places(order, ascending, after: start, limit: limit + 1, connection)
      let isLast = places.count <= limit
      places = Array(places.prefix(limit))
      return PicturePage(
        pictures: try summaries(places.map(\.image), connection),
        next: isLast ? nil : places.last?.cursor(order, ascending).text)
    }
  }

  /// What listings show of some pictures, in the order asked for; ids that are not there are left out.
  package func summaries(of ids: some Sequence<ImageID>) throws -> [PictureSummary] {
    try database.read { try summaries(Array(ids), $0) }
  }

  /// How many pictures a listing has. One pass over an index.
  package func presentCount() throws -> Int {
    try database.read { connection in
      Int(
        try connection.integer(
          "SELECT COUNT(*) FROM images WHERE owner_user_id = ?" + isPresent, [ownerValue]))
    }
  }

  // MARK: Places

  private struct Place {
    var image: ImageID
    var key: SQLValue
    var row: Int64

    func cursor(_ order: PictureOrder, _ ascending: Bool) -> PictureCursor {
      PictureCursor(order: order, ascending: ascending, key: key, row: row)
    }
  }

  private func places(
    _ order: PictureOrder, _ ascending: Bool, after start: PictureCursor?, limit: Int,
    _ connection: Connection
  ) throws -> [Place] {
    guard let column = order.column else {
      return try named(ascending, after: start, limit: limit, connection)
    }
    var places: [Place] = []
    if start?.key != .null {
      places = try sorted(column, ascending, after: start, limit: limit, connection)
    }
    if order.hasGaps, places.count < limit {
      let behind = start?.key == .null ? start?.row : nil
      places += try lacking(
        column, ascending, after: behind, limit: limit - places.count, connection)
    }
    return places
  }

  private func sorted(
    _ column: SQL, _ ascending: Bool, after start: PictureCursor?, limit: Int,
    _ connection: Connection
  ) throws -> [Place] {
    let comparison: SQL = ascending ? ", id) > (?, ?)" : ", id) < (?, ?)"
    let head: SQL = "SELECT id, "
    let sql =
      head + column + " FROM images WHERE owner_user_id = ? AND " + column + " IS NOT NULL"
      + isPresent + (start == nil ? "" : " AND (" + column + comparison)
      + " ORDER BY " + column + (ascending ? " ASC, id ASC LIMIT ?" : " DESC, id DESC LIMIT ?")
    let values =
      [ownerValue] + (start.map { [$0.key, .integer($0.row)] } ?? []) + [.integer(limit)]
    return try connection.rows(sql, values) { row in
      Place(image: row.imageID(0), key: row.value(1), row: row.integer(0))
    }
  }

  private func lacking(
    _ column: SQL, _ ascending: Bool, after row: Int64?, limit: Int, _ connection: Connection
  ) throws -> [Place] {
    let head: SQL = "SELECT id FROM images WHERE owner_user_id = ? AND "
    let comparison: SQL = ascending ? " AND id > ?" : " AND id < ?"
    let sql =
      head + column + " IS NULL" + isPresent + (row == nil ? "" : comparison)
      + (ascending ? " ORDER BY id ASC LIMIT ?" : " ORDER BY id DESC LIMIT ?")
    let values = [ownerValue] + (row.map { [.integer($0)] } ?? []) + [.integer(limit)]
    return try connection.rows(sql, values) { row in
      Place(image: row.imageID(0), key: .null, row: row.integer(0))
    }
  }

  /// By the name of each picture's first present file.
  private func named(
    _ ascending: Bool, after start: PictureCursor?, limit: Int, _ connection: Connection
  ) throws -> [Place] {
    let head: SQL = """
      SELECT image_id, name, id FROM files
      WHERE state = 'present'
        AND NOT EXISTS (
          SELECT 1 FROM files AS earlier WHERE earlier.image_id = files.image_id
            AND earlier.state = 'present' AND earlier.id < files.id)
        AND EXISTS (
          SELECT 1 FROM images WHERE images.id = files.image_id AND owner_user_id = ?)
      """
    let comparison: SQL = ascending ? " AND (name, id) > (?, ?)" : " AND (name, id) < (?, ?)"
    let sql =
      head + (start == nil ? "" : comparison)
      + (ascending ? " ORDER BY name ASC, id ASC LIMIT ?" : " ORDER BY name DESC, id DESC LIMIT ?")
    let values =
      [ownerValue] + (start.map { [$0.key, .integer($0.row)] } ?? []) + [.integer(limit)]
    return try connection.rows(sql, values) { row in
      Place(image: row.imageID(0), key: .blob(row.bytes(1)), row: row.integer(2))
    }
  }

  // MARK: Pictures

  /// Each of several queries is run once for all of the pictures: what starting one costs would be most
  /// of the time.
  private func summaries(
    _ ids: [ImageID], _ connection: Connection
  ) throws -> [PictureSummary] {
    let list = SQLValue.list(ids.map(\.rawValue))
    func texts(_ sql: SQL) throws -> [ImageID: [String]] {
      var texts: [ImageID: [String]] = [:]
      try connection.forEach(sql, [list]) { texts[$0.imageID(0), default: []].append($0.text(1)) }
      return texts
    }
    let (issues, marks) = (try texts(selectIssues), try texts(selectMarks))
    let run = try connection.integer(
      "SELECT max(id) FROM duplicate_runs WHERE owner_user_id = ?", [ownerValue])
    let duplicates = Set(
      try connection.rows(selectDuplicates, [list, .integer(run)]) { $0.imageID(0) })
    var byID: [ImageID: PictureSummary] = [:]
    try connection.forEach(selectSummary, [list, ownerValue]) { row in
      let id = row.imageID(0)
      byID[id] = try PictureSummary(
        row, path: row.isNull(11) ? nil : row.joinedPath(from: 11),
        isDuplicate: duplicates.contains(id), issues: issues[id] ?? [], marks: marks[id] ?? [])
    }
    return ids.compactMap { byID[$0] }
  }
}

/// Begins with a blank, to be joined to a condition on `images`.
let isPresent: SQL = """
   AND EXISTS (SELECT 1 FROM files WHERE image_id = images.id AND state = 'present')
  """

private let selectSummary: SQL = """
  SELECT
    images.id, ulid, width, height, byte_size, format, taken_local, taken_offset_minutes,
    placeholder, quality_score, rating, folders.path, files.name, files.modified,
    (SELECT COUNT(*) FROM files WHERE image_id = images.id AND state = 'present'),
    EXISTS (SELECT 1 FROM favourites WHERE image_id = images.id)
  FROM images NOT INDEXED
  LEFT JOIN files ON files.id = (
    SELECT id FROM files WHERE image_id = images.id
    ORDER BY state <> 'present', state <> 'staged', id LIMIT 1)
  LEFT JOIN folders ON folders.id = files.folder_id
  WHERE images.id IN (SELECT value FROM json_each(?)) AND images.owner_user_id = ?
  """

private let selectIssues: SQL = """
  SELECT image_id, kind FROM quality_issues
  WHERE image_id IN (SELECT value FROM json_each(?)) AND found = 1 ORDER BY kind
  """

// The first table of a cross join is the outer loop (sqlite.org/optoverview.html § 7.2).
private let selectMarks: SQL = """
  SELECT DISTINCT image_id, mark FROM files CROSS JOIN file_marks ON file_id = files.id
  WHERE image_id IN (SELECT value FROM json_each(?)) AND state = 'present' ORDER BY mark
  """

private let selectDuplicates: SQL = """
  SELECT DISTINCT image_id FROM files CROSS JOIN duplicate_members ON file_id = files.id
  JOIN duplicate_groups ON duplicate_groups.id = group_id
  WHERE image_id IN (SELECT value FROM json_each(?)) AND state = 'present' AND run_id = ?
    AND kind <> 'burst'
  """

extension PictureSummary {
  fileprivate init(
    _ row: borrowing Row, path: FilePath?, isDuplicate: Bool, issues: [String], marks: [String]
  ) throws(Fault) {
    id = row.imageID(0)
    ulid = try row.ulid(1)
    self.path = path
    width = row.side(2)
    height = row.side(3)
    byteSize = row.integer(4)
    format = row.format(5)
    takenLocal = row.optionalText(6)
    takenOffsetMinutes = row.optionalInt(7)
    placeholder = row.bytes(8)
    qualityScore = row.optionalReal(9)
    rating = row.optionalInt(10)
    modified = row.optionalInteger(13).map { Timestamp(rawValue: $0 / 1_000_000) }
    fileCount = row.int(14)
    isFavourite = row.boolean(15)
    self.isDuplicate = isDuplicate
    self.issues = issues
    self.marks = marks
  }
}
