package import Catalogue
import Core
import Store

/// Compiles filters to conditions of SQL. Values are always bound.
///
/// Facts of a picture compare columns; what a picture has several of becomes `id IN (SELECT …)`,
/// which is evaluated once and not once a row. Every condition is 0 or 1, never NULL, so that `NOT`
/// means what ``Filter`` says.
package struct FilterSQL: Sendable {
  private let owner: SQLValue

  package init(owner: Owner) { self.owner = .text(owner.name) }

  package func condition(_ filter: Filter) -> ImageCondition {
    switch filter {
    case .all(let filters): joined(filters.map(condition), " AND ", empty: "1")
    case .any(let filters): joined(filters.map(condition), " OR ", empty: "0")
    case .not(let filter): negated(condition(filter))
    case .atLeast(let count, let filters):
      wrapped(
        "(", joined(filters.map(condition), " + ", empty: "0"), " >= ?)",
        after: [.integer(count)])
    case .field(let field, let test): condition(field, test)
    case .near(let latitude, let longitude, let metres): near(latitude, longitude, metres)
    }
  }

  // MARK: Tests

  private func condition(_ field: FilterField, _ test: Filter.Test) -> ImageCondition {
    switch test {
    case .equal(let value): holds(field, value)
    case .notEqual(let value): negated(holds(field, value))
    case .less(let value): compared(field, " < ?", value, end: false)
    case .lessOrEqual(let value):
      compared(field, isDate(value) ? " < ?" : " <= ?", value, end: true)
    case .greater(let value):
      compared(field, isDate(value) ? " >= ?" : " > ?", value, end: true)
    case .greaterOrEqual(let value): compared(field, " >= ?", value, end: false)
    case .like(let pattern): like(field, pattern)
    case .any(let values): holdsAny(field, values)
    case .all(let values): joined(values.map { holds(field, $0) }, " AND ", empty: "1")
    case .none(let values): negated(holdsAny(field, values))
    case .exists(let exists): exists ? has(field) : negated(has(field))
    case .count(let range): counted(field, range)
    }
  }

  private func isDate(_ value: FilterValue) -> Bool {
    if case .date = value { true } else { false }
  }

  private func has(_ field: FilterField) -> ImageCondition {
    if field.isMultiple { return some(field, ImageCondition("1")) }
    return wrapped("(", column(field), " IS NOT NULL)")
  }

  private func counted(_ field: FilterField, _ range: ClosedRange<Int>) -> ImageCondition {
    let bounds: [SQLValue] = [.integer(range.lowerBound), .integer(range.upperBound)]
    guard field.isMultiple else {
      return wrapped("(", has(field), " BETWEEN ? AND ?)", after: bounds)
    }
    let column = column(field)
    let (from, values): (SQL, [SQLValue]) =
      switch field {
      case .tags:
        (
          """
           FROM shown_tags JOIN tags ON tags.id = tag_id
          WHERE image_id = images.id AND tags.owner_user_id = ?
          """, [owner]
        )
      case .marks:
        (
          """
           FROM file_marks JOIN files ON files.id = file_id
          WHERE state = 'present' AND image_id = images.id
          """, []
        )
      default:
        (
          """
           FROM files JOIN folders ON folders.id = folder_id
          WHERE state = 'present' AND image_id = images.id AND folders.owner_user_id = ?
          """, [owner]
        )
      }
    return ImageCondition(
      "((SELECT count(DISTINCT " + column.sql + ")" + from + ") BETWEEN ? AND ?)",
      column.values + values + bounds)
  }

  private func holds(_ field: FilterField, _ value: FilterValue) -> ImageCondition {
    if value == .null { return negated(has(field)) }
    return holdsAny(field, [value])
  }

  private func holdsAny(_ field: FilterField, _ values: [FilterValue]) -> ImageCondition {
    let present = values.filter { $0 != .null }
    var parts: [ImageCondition] = []
    if present.count < values.count { parts.append(negated(has(field))) }
    if !present.isEmpty { parts.append(on(field) { equal($0, field, present) }) }
    return joined(parts, " OR ", empty: "0")
  }

  private func compared(
    _ field: FilterField, _ operation: SQL, _ value: FilterValue, end: Bool
  ) -> ImageCondition {
    on(field) { column in
      wrapped("", column, operation, after: [bound(value, field, end: end)])
    }
  }

  private func like(_ field: FilterField, _ pattern: String) -> ImageCondition {
    on(field) { column in
      wrapped("", column, #" LIKE ? ESCAPE '\'"#, after: [.text(pattern)])
    }
  }

  /// A condition on the column of a field, false where the column is NULL.
  private func on(
    _ field: FilterField, _ test: (ImageCondition) -> ImageCondition
  ) -> ImageCondition {
    let tested = test(column(field))
    if field.isMultiple { return some(field, tested) }
    let column = column(field)
    return ImageCondition(
      "(" + column.sql + " IS NOT NULL AND " + tested.sql + ")", column.values + tested.values)
  }

  private func equal(
    _ column: ImageCondition, _ field: FilterField, _ values: [FilterValue]
  ) -> ImageCondition {
    switch field.kind {
    case .text, .choice:
      inList(column.adding(" COLLATE NOCASE"), values)
    case .number, .boolean: inList(column, values)
    case .date:
      joined(
        values.map { value in
          ImageCondition(
            "(" + column.sql + " >= ? AND " + column.sql + " < ?)",
            column.values + [bound(value, field, end: false)] + column.values
              + [bound(value, field, end: true)])
        }, " OR ", empty: "0")
    case .path: joined(values.map { path(field, $0) }, " OR ", empty: "0")
    }
  }

  private func inList(_ column: ImageCondition, _ values: [FilterValue]) -> ImageCondition {
    var sql: SQL = column.sql + " IN (?"
    for _ in values.dropFirst() { sql = sql + ", ?" }
    return ImageCondition(sql + ")", column.values + values.map { bound($0, nil, end: false) })
  }

  /// - Parameter end: of a date its end rather than its beginning.
  private func bound(_ value: FilterValue, _ field: FilterField?, end: Bool) -> SQLValue {
    switch value {
    case .null: .null
    case .text(let text): .text(text)
    case .number(let number): .real(number)
    case .boolean(let value): .boolean(value)
    case .path(let path): .blob(path.bytes)
    case .date(let span):
      field == .taken
        ? .text(end ? span.localEnd : span.localStart)
        : .integer((end ? span.end : span.start).rawValue)
    }
  }

  /// The folder's path with a slash at its end; the root's has one already.
  private static let folderSlash: SQL =
    "CASE WHEN folders.path = X'2F' THEN '/' ELSE folders.path || '/' END"

  /// Paths from the root are compared whole, others by their last components.
  private func path(_ field: FilterField, _ value: FilterValue) -> ImageCondition {
    guard case .path(let path) = value else { return ImageCondition("0") }
    let slash = UInt8(ascii: "/")
    let isAbsolute = path.bytes.first == slash
    if field == .folder, isAbsolute {
      let below = path.bytes == [slash] ? path.bytes : path.bytes + [slash]
      return ImageCondition(
        "(folders.path = ? OR (folders.path >= ? AND folders.path < ?))",
        [.blob(path.bytes), .blob(below), .blob(below.dropLast() + [slash + 1])])
    }
    if field == .folder {
      return ImageCondition(
        "instr(CAST(" + Self.folderSlash + " AS BLOB), ?) > 0",
        [.blob([slash] + path.bytes + [slash])])
    }
    if isAbsolute {
      return ImageCondition(
        "(folders.path = ? AND files.name = ?)",
        [.blob((path.parent ?? "/").bytes), .blob(path.lastComponent.bytes)])
    }
    let tail = [slash] + path.bytes
    return ImageCondition(
      "substr(CAST(" + Self.folderSlash + " || files.name AS BLOB), ?) = ?",
      [.integer(-tail.count), .blob(tail)])
  }

  // MARK: Columns

  /// The pictures of which one of several values meets a condition.
  private func some(_ field: FilterField, _ test: ImageCondition) -> ImageCondition {
    let (before, owner): (SQL, SQLValue) =
      switch field {
      case .tags:
        (
          """
          images.id IN (SELECT image_id FROM shown_tags JOIN tags ON tags.id = tag_id
          WHERE tags.owner_user_id = ? AND
          """, owner
        )
      case .folder:
        (
          """
          images.id IN (SELECT image_id FROM files WHERE state = 'present' AND image_id IS NOT NULL
          AND folder_id IN (SELECT folders.id FROM folders WHERE folders.owner_user_id = ? AND
          """, owner
        )
      case .marks:
        (
          """
          images.id IN (SELECT image_id FROM file_marks JOIN files ON files.id = file_id
          JOIN folders ON folders.id = folder_id
          WHERE state = 'present' AND image_id IS NOT NULL AND folders.owner_user_id = ? AND
          """, owner
        )
      default:
        (
          """
          images.id IN (SELECT image_id FROM files JOIN folders ON folders.id = folder_id
          WHERE state = 'present' AND image_id IS NOT NULL AND folders.owner_user_id = ? AND
          """, owner
        )
      }
    let end: SQL = field == .folder ? "))" : ")"
    return ImageCondition(
      before + " (" + test.sql + ")" + end, [owner] + test.values)
  }

  private func column(_ field: FilterField) -> ImageCondition {
    if field == .duplicates { return duplicates }
    if field == .favourite {
      return ImageCondition("(images.id IN (SELECT image_id FROM favourites))")
    }
    let sql: SQL =
      switch field {
      case .imageID: "images.ulid"
      case .bucket: "images.bucket"
      case .key: "images.object_key"
      case .sha256: "lower(hex(images.sha256))"
      case .phash: "printf('%016x', images.perceptual_hash)"
      case .width: "images.width"
      case .height: "images.height"
      case .source: "images.source"
      case .tags: "tags.name"
      case .created: "images.created_at"
      case .modelName: "images.model_name"
      case .modelVersion: "images.model_version"
      case .embeddingVersion: "images.embedding_version"
      case .quality: "images.quality_score"
      case .nsfw: "images.nsfw_score"
      case .owner: "images.owner_user_id"
      case .path: "CAST(" + Self.folderSlash + " || files.name AS TEXT)"
      case .name: "CAST(files.name AS TEXT)"
      case .folder: "CAST(folders.path AS TEXT)"
      case .size: "images.byte_size"
      case .format: "images.format"
      case .modified: "files.modified / 1000000"
      case .marks: "file_marks.mark"
      case .copies:
        """
        (SELECT count(*) FROM files WHERE image_id = images.id AND state = 'present')
        """
      case .megapixels: "(images.width * images.height / 1000000.0)"
      case .frames: "images.frame_count"
      case .alpha: "images.has_alpha"
      case .orientation: "images.orientation"
      case .shape:
        """
        CASE WHEN images.width > images.height THEN 'landscape'
        WHEN images.width < images.height THEN 'portrait' ELSE 'square' END
        """
      case .indexed: "images.indexed_at"
      case .duplicates, .favourite: "0"
      case .camera:
        """
        CASE WHEN coalesce(images.camera_make, '') = ''
          OR substr(coalesce(images.camera_model, ''), 1, length(images.camera_make))
            = images.camera_make
        THEN images.camera_model
        ELSE images.camera_make || coalesce(' ' || images.camera_model, '') END
        """
      case .cameraMake: "images.camera_make"
      case .cameraModel: "images.camera_model"
      case .lens: "images.lens_model"
      case .software: "images.software"
      case .iso: "images.iso"
      case .fNumber: "images.f_number"
      case .exposure: "images.exposure_time"
      case .focalLength: "images.focal_length"
      case .taken: "images.taken_local"
      case .latitude: "images.latitude"
      case .longitude: "images.longitude"
      case .altitude: "images.altitude"
      case .hasGPS: "(images.latitude IS NOT NULL AND images.longitude IS NOT NULL)"
      case .rating: "images.rating"
      case .title: "images.title"
      case .caption: "images.caption"
      }
    return ImageCondition(sql)
  }

  /// Whether the latest search for duplicates put the picture into a group.
  private var duplicates: ImageCondition {
    ImageCondition(
      """
      (images.id IN (SELECT image_id FROM duplicate_members JOIN files ON files.id = file_id
        JOIN duplicate_groups ON duplicate_groups.id = group_id
        WHERE image_id IS NOT NULL
          AND run_id = (SELECT max(id) FROM duplicate_runs WHERE owner_user_id = ?)))
      """, [owner])
  }

  /// The haversine of the angle against that of the distance, on a sphere: see ``GreatCircle``.
  private func near(_ latitude: Double, _ longitude: Double, _ metres: Double) -> ImageCondition {
    ImageCondition(
      """
      (images.latitude IS NOT NULL AND images.longitude IS NOT NULL AND
        sin(radians(images.latitude - ?) / 2) * sin(radians(images.latitude - ?) / 2)
        + cos(radians(?)) * cos(radians(images.latitude))
          * sin(radians(images.longitude - ?) / 2) * sin(radians(images.longitude - ?) / 2)
        <= ?)
      """,
      [
        .real(latitude), .real(latitude), .real(latitude), .real(longitude), .real(longitude),
        .real(GreatCircle.haversine(ofMetres: metres)),
      ])
  }

  // MARK: Joining

  private func negated(_ condition: ImageCondition) -> ImageCondition {
    wrapped("(NOT ", condition, ")")
  }

  private func wrapped(
    _ before: SQL, _ condition: ImageCondition, _ behind: SQL, after values: [SQLValue] = []
  ) -> ImageCondition {
    ImageCondition(before + condition.sql + behind, condition.values + values)
  }

  /// As a balanced tree: SQLite limits how deep expressions nest, and a long chain is deep.
  private func joined(
    _ parts: [ImageCondition], _ operation: SQL, empty: SQL
  ) -> ImageCondition {
    if parts.isEmpty { return ImageCondition(empty) }
    if parts.count == 1 { return wrapped("(", parts[0], ")") }
    let middle = parts.count / 2
    let left = joined(Array(parts[..<middle]), operation, empty: empty)
    let right = joined(Array(parts[middle...]), operation, empty: empty)
    return ImageCondition(
      "(" + left.sql + operation + right.sql + ")", left.values + right.values)
  }
}

extension ImageCondition {
  fileprivate func adding(_ sql: SQL) -> ImageCondition {
    ImageCondition(self.sql + sql, values)
  }
}
