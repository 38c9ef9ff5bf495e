package import Core
import Store

extension CatalogueReader {
  /// A number that rises whenever anything in the catalogue changes: what was found under one
  /// number holds as long as it stays.
  package func changeCount() throws -> Int64 {
    try database.read { try $0.integer("SELECT count FROM catalogue_changes") }
  }

  /// The rows of the owner's images that at least one present file holds: what a search may find.
  /// Two scans of indexes, which is faster than a look-up for each image.
  package func presentRows() throws -> RowSet {
    try database.read { connection in
      let owned = RowSet(
        try connection.rows("SELECT id FROM images WHERE owner_user_id = ?", [ownerValue]) {
          $0.integer(0)
        })
      let present = RowSet(
        try connection.rows(
          "SELECT image_id FROM files WHERE state = 'present' AND image_id IS NOT NULL"
        ) { $0.integer(0) })
      return owned.intersection(present)
    }
  }

  /// Of some rows those that a search may find: the owner's, with a present file, that meet a condition.
  /// A look-up for each.
  package func presentRows(
    among rows: [Int64], where condition: ImageCondition?
  ) throws -> RowSet {
    // Any index would be a detour: each row is looked up by its number.
    let asked: SQL = """
      SELECT id FROM images NOT INDEXED WHERE id IN (SELECT value FROM json_each(?))
      AND owner_user_id = ? AND EXISTS
        (SELECT 1 FROM files WHERE files.image_id = images.id AND files.state = 'present')
      """
    return try database.read { connection in
      RowSet(
        try connection.rows(
          asked + " AND (" + (condition?.sql ?? "1") + ")",
          [.list(rows), ownerValue] + (condition?.values ?? [])
        ) { $0.integer(0) })
    }
  }

  /// The owner's pictures that meet a condition, whether their files are there or not.
  package func images(where condition: ImageCondition) throws -> RowSet {
    try database.read { connection in
      var rows = RowSet()
      try connection.forEach(
        "SELECT id FROM images WHERE owner_user_id = ? AND (" + condition.sql + ")",
        [ownerValue] + condition.values
      ) { rows.insert($0.integer(0)) }
      return rows
    }
  }

  /// The owner's pictures whose perceptual hash differs by at most `distance` of 64 bits from
  /// another. One pass over the hashes.
  package func images(within distance: Int, of hash: Hash64) throws -> RowSet {
    try database.read { connection in
      var rows = RowSet()
      try connection.forEach(
        "SELECT id, perceptual_hash FROM images WHERE owner_user_id = ?", [ownerValue]
      ) { row in
        if row.hash64(1).distance(to: hash) <= distance { rows.insert(row.integer(0)) }
      }
      return rows
    }
  }

  /// What a ranking may weigh of the owner's pictures: when they were taken, as the camera's clock
  /// showed, and their quality score.
  package func rankingFacts(
    of rows: some Sequence<Int64>
  ) throws -> [Int64: (taken: String?, quality: Double?)] {
    try database.read { connection in
      var facts: [Int64: (taken: String?, quality: Double?)] = [:]
      for id in rows {
        facts[id] = try connection.first(
          "SELECT taken_local, quality_score FROM images WHERE id = ? AND owner_user_id = ?",
          [.integer(id), ownerValue]
        ) { ($0.optionalText(0), $0.optionalReal(1)) }
      }
      return facts
    }
  }

  /// The names of a picture's tags from every source, each once, by source and position.
  package func allTags(of image: ImageID) throws -> [String] {
    try database.read { connection in
      var names: [String] = []
      try connection.forEach(
        """
        SELECT name FROM shown_tags JOIN tags ON tags.id = tag_id
        WHERE image_id = ? AND owner_user_id = ? ORDER BY source, position
        """, [.integer(image.rawValue), ownerValue]
      ) { if !names.contains($0.text(0)) { names.append($0.text(0)) } }
      return names
    }
  }

  /// The owner's pictures of a set, the latest first: by when they were taken, then those without a
  /// date by their row.
  package func latestFirst(_ rows: RowSet) throws -> [Int64] {
    try database.read { connection in
      var dated: [(date: String, row: Int64)] = []
      var undated: [Int64] = []
      try connection.forEach(
        "SELECT id, taken_local FROM images WHERE owner_user_id = ?", [ownerValue]
      ) { row in
        let id = row.integer(0)
        guard rows.contains(id) else { return }
        if row.isNull(1) { undated.append(id) } else { dated.append((row.text(1), id)) }
      }
      dated.sort { ($1.date, $1.row) < ($0.date, $0.row) }
      return dated.map(\.row) + undated.sorted(by: >)
    }
  }

  /// Pictures whose words match, the best first by BM25 over the parts.
  ///
  /// - Parameters:
  ///   - expression: a query of FTS5 (sqlite.org/fts5.html § 3) over folded words.
  ///   - rows: only these.
  package func textMatches(
    _ expression: String, within rows: RowSet, limit: Int
  ) throws -> [TextMatch] {
    try database.read { connection in
      var ranked: [(row: Int64, rank: Double)] = []
      try connection.forEach(
        """
        SELECT rowid, bm25(search_text, 8.0, 10.0, 8.0, 4.0, 2.0, 2.0)
        FROM search_text WHERE search_text MATCH ?
        """, [.text(expression)]
      ) { row in
        if rows.contains(row.integer(0)) { ranked.append((row.integer(0), row.real(1))) }
      }
      ranked.sort { ($0.rank, $0.row) < ($1.rank, $1.row) }
      return try ranked.prefix(limit).compactMap { match in
        try document(of: match.row, on: connection).map {
          TextMatch(row: match.row, rank: match.rank, document: $0)
        }
      }
    }
  }

  /// Whether the words of any of some pictures match; nothing is ranked.
  ///
  /// - Parameter expression: as of ``textMatches(_:within:limit:)``.
  package func hasTextMatch(_ expression: String, within rows: RowSet) throws -> Bool {
    try database.read { connection in
      try connection.contains(
        "SELECT rowid FROM search_text WHERE search_text MATCH ?", [.text(expression)]
      ) { rows.contains($0.integer(0)) }
    }
  }

  /// The words of one of the owner's pictures; `nil` when it has none.
  package func searchDocument(of image: ImageID) throws -> SearchDocument? {
    try database.read { connection in
      let isOwned =
        try connection.integer(
          "SELECT count(*) FROM images WHERE id = ? AND owner_user_id = ?",
          [.integer(image.rawValue), ownerValue]) > 0
      return isOwned ? try document(of: image.rawValue, on: connection) : nil
    }
  }

  /// Words of the library that share letters with a word, the likeliest first. They may be words of
  /// other owners: they must not be shown before something of this owner's was found with them.
  package func wordsLike(_ word: String, limit: Int = 400) throws -> [String] {
    let letters = Array(word.unicodeScalars)
    guard letters.count >= 3 else { return [] }
    let parts = (0...(letters.count - 3)).map { start in
      "\"" + String(String.UnicodeScalarView(letters[start..<(start + 3)])) + "\""
    }
    return try database.read { connection in
      try connection.rows(
        """
        SELECT word FROM search_word_parts WHERE search_word_parts MATCH ? ORDER BY rank LIMIT ?
        """, [.text(parts.joined(separator: " OR ")), .integer(limit)]
      ) { $0.text(0) }
    }
  }

  private func document(of row: Int64, on connection: Connection) throws -> SearchDocument? {
    try connection.first(
      "SELECT name, tags, title, caption, folder, camera FROM search_text WHERE rowid = ?",
      [.integer(row)]
    ) { row in SearchDocument(texts: (0..<6).map { row.text($0) }) }
  }
}

/// A picture whose words match.
package struct TextMatch: Hashable, Sendable {
  package var row: Int64
  /// BM25 as FTS5 gives it: below zero, the better the less.
  package var rank: Double
  package var document: SearchDocument
}
