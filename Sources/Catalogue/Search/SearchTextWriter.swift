import Core
import Store

/// Keeps `search_text` true to the catalogue, inside the transaction that changed it.
struct SearchTextWriter {
  let connection: Connection

  /// Writes the words of every picture that was noted as changed. About 50 µs a picture.
  func refresh() throws {
    let stale = try connection.rows("SELECT image_id FROM search_stale") { $0.integer(0) }
    if stale.isEmpty { return }
    var folders: [Int64: [String]] = [:]
    for image in stale { try write(image, &folders) }
    try connection.execute("DELETE FROM search_stale")
  }

  /// Forgets all words and notes every picture as changed.
  func markAllStale() throws {
    try connection.execute("DELETE FROM search_text")
    try connection.execute("DELETE FROM search_stale")
    try connection.execute("INSERT INTO search_stale SELECT id FROM images")
  }

  private func write(_ image: Int64, _ folders: inout [Int64: [String]]) throws {
    try connection.execute("DELETE FROM search_text WHERE rowid = ?", [.integer(image)])
    let document = try document(of: image, &folders)
    if document.isEmpty { return }
    try connection.execute(
      """
      INSERT INTO search_text (rowid, name, tags, title, caption, folder, camera)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, [.integer(image)] + document.texts.map(SQLValue.text))
    for text in document.texts { try remember(text) }
  }

  /// Empty when no present file holds the picture.
  private func document(
    of image: Int64, _ folders: inout [Int64: [String]]
  ) throws -> SearchDocument {
    var (names, places): ([String], [String]) = ([], [])
    try connection.forEach(
      """
      SELECT name, folder_id FROM files WHERE image_id = ? AND state = 'present'
      ORDER BY folder_id, name
      """, [.integer(image)]
    ) { row in
      names += SearchWords.indexed(row.path(0).stem.display)
      places += try words(ofFolder: row.integer(1), &folders)
    }
    if names.isEmpty, places.isEmpty { return SearchDocument() }
    var document = SearchDocument()
    func set(_ part: SearchDocument.Part, _ words: [String]) {
      document.texts[part.rawValue] = words.joined(separator: " ")
    }
    set(.name, names)
    set(.folder, places)
    set(
      .tags,
      try connection.rows(
        """
        SELECT name FROM shown_tags JOIN tags ON tags.id = tag_id WHERE image_id = ?
        ORDER BY source, position
        """, [.integer(image)]
      ) { SearchWords.indexed($0.text(0)) }.flatMap(\.self))
    try connection.forEach(
      """
      SELECT title, caption, camera_make, camera_model, lens_model FROM images WHERE id = ?
      """, [.integer(image)]
    ) { row in
      set(.title, SearchWords.indexed(row.text(0)))
      set(.caption, SearchWords.indexed(row.text(1)))
      set(.camera, (2...4).flatMap { SearchWords.indexed(row.text($0)) })
    }
    return document
  }

  private func words(ofFolder id: Int64, _ known: inout [Int64: [String]]) throws -> [String] {
    if let words = known[id] { return words }
    let path = try connection.first("SELECT path FROM folders WHERE id = ?", [.integer(id)]) {
      $0.path(0)
    }
    guard let path else { return [] }
    let words = SearchWords.indexed(path.display)
    known[id] = words
    return words
  }

  /// Adds words to those that typing mistakes are compared with: of letters, and neither too short
  /// nor too long to be told apart by three of them.
  private func remember(_ text: String) throws {
    for word in text.split(separator: " ") {
      guard (4...24).contains(word.unicodeScalars.count),
        !word.utf8.contains(where: { (48...57).contains($0) })
      else { continue }
      let value = SQLValue.text(String(word))
      let isNew =
        try connection.execute(
          """
          INSERT INTO search_words (word) SELECT ?1
          WHERE NOT EXISTS (SELECT 1 FROM search_words WHERE word = ?1)
          """, [value]) > 0
      // Not by a trigger: SQLite lets none write to a virtual table of an untrusted schema.
      guard isNew else { continue }
      try connection.execute(
        "INSERT INTO search_word_parts (rowid, word) VALUES (?, ?)",
        [.integer(connection.lastInsertedID), value])
    }
  }
}
