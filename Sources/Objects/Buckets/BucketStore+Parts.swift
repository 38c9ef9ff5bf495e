internal import Core
internal import Signing
internal import Store

/// Objects that come in parts.
extension BucketStore {
  /// What is wrong with a wish to put parts together.
  package enum PartsProblem: Error, Hashable, Sendable {
    case noSuchUpload
    /// One that was named is not there, or is another.
    case invalidPart
    case notInOrder
    /// All but the last have at least ``BucketStore/partMinimum`` bytes.
    case tooSmall
    case tooLarge
    case tooManyUploads
  }

  /// Bytes of every part but the last; parts of one object; objects that come at once.
  package static let (partMinimum, partLimit, uploadLimit) = (Int64(5) << 20, 10_000, 1_000)

  package func beginUpload(_ key: String, _ facts: ObjectFacts) throws -> PartialUpload {
    var generator = SystemRandomNumberGenerator()
    let id = ULID(milliseconds: UInt64(Self.now), using: &generator)
    try database.write(.power) { connection in
      guard try connection.integer("SELECT count(*) FROM uploads") < Self.uploadLimit else {
        throw PartsProblem.tooManyUploads
      }
      try connection.execute(
        "INSERT INTO uploads (id, key, media_type, notes, began) VALUES (?, ?, ?, ?, ?)",
        [
          .text("\(id)"), .text(key), .text(facts.mediaType), .text(facts.notesText),
          .integer(Self.now),
        ])
    }
    return PartialUpload(id: id, key: key, facts: facts)
  }

  /// - Throws: ``PartsProblem/noSuchUpload``, also for one of another key.
  package func upload(_ id: String, of key: String) throws -> PartialUpload {
    try database.read { try Self.upload(id, key, $0) }
  }

  private static func upload(
    _ id: String, _ key: String, _ connection: Connection
  ) throws -> PartialUpload {
    let found = try connection.first(
      "SELECT key, media_type, notes FROM uploads WHERE id = ?", [.text(id)]
    ) { row in
      (row.text(0), ObjectFacts(mediaType: row.text(1), notes: ObjectFacts.notes(row.text(2))))
    }
    guard let found, found.0 == key, let ulid = ULID(id) else { throw PartsProblem.noSuchUpload }
    return PartialUpload(id: ulid, key: key, facts: found.1)
  }

  /// Keeps a part, in place of one of the same number.
  package func put(
    _ draft: ObjectDraft, asPart number: Int, of upload: PartialUpload, tag: String
  ) throws {
    let file = try keep(draft)
    do {
      let old = try database.write(.power) { connection in
        _ = try Self.upload("\(upload.id)", upload.key, connection)
        let old = try connection.first(
          "SELECT file FROM parts WHERE upload = ? AND number = ?",
          [.text("\(upload.id)"), .integer(number)]
        ) { $0.text(0) }
        try connection.execute(
          """
          INSERT OR REPLACE INTO parts (upload, number, bytes, tag, modified, file)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          [
            .text("\(upload.id)"), .integer(number), .integer(draft.count), .text(tag),
            .integer(Self.now), .text(file),
          ])
        return old
      }
      if let old { discard(old) }
    } catch {
      discard(file)
      throw error
    }
  }

  /// The parts that came, by number.
  package func parts(of upload: PartialUpload) throws -> [UploadPart] {
    try database.read { connection in
      try connection.rows(
        "SELECT number, bytes, tag, modified, file FROM parts WHERE upload = ? ORDER BY number",
        [.text("\(upload.id)")]
      ) { row in
        UploadPart(
          number: row.int(0), bytes: row.integer(1), tag: row.text(2), modified: row.integer(3),
          file: row.text(4))
      }
    }
  }

  /// Puts parts together to an object and forgets the upload.
  ///
  /// - Parameter wanted: numbers and tags, in the order of the numbers.
  /// - Throws: ``PartsProblem``, faults of the disk.
  /// - Complexity: O(bytes), copied by the kernel.
  package func complete(
    _ upload: PartialUpload, of wanted: [(number: Int, tag: String)]
  ) throws -> StoredObject {
    _ = try self.upload("\(upload.id)", of: upload.key)
    let there = try parts(of: upload)
    let chosen = try Self.chosen(wanted, among: there)
    let bytes = chosen.reduce(0) { $0 + $1.bytes }
    guard bytes <= Self.objectLimit else { throw PartsProblem.tooLarge }
    let whole = try draft(expecting: bytes)
    for part in chosen { try whole.append(place(of: part.file), count: part.bytes) }
    let object = StoredObject(
      key: upload.key, bytes: bytes, tag: Self.tag(of: chosen), mediaType: upload.facts.mediaType,
      modified: Self.now, notes: upload.facts.notes, file: try keep(whole))
    do {
      let old = try database.write(.power) { connection in
        _ = try Self.upload("\(upload.id)", upload.key, connection)
        let old = try Self.put(object, upload.facts, connection)
        try connection.execute("DELETE FROM uploads WHERE id = ?", [.text("\(upload.id)")])
        return old
      }
      if let old { discard(old) }
    } catch {
      discard(object.file)
      throw error
    }
    for part in there { discard(part.file) }
    return object
  }

  private static func chosen(
    _ wanted: [(number: Int, tag: String)], among there: [UploadPart]
  ) throws(PartsProblem) -> [UploadPart] {
    guard !wanted.isEmpty else { throw .invalidPart }
    let known = Dictionary(uniqueKeysWithValues: there.map { ($0.number, $0) })
    var chosen: [UploadPart] = []
    for part in wanted {
      if let last = chosen.last, last.number >= part.number { throw .notInOrder }
      guard let found = known[part.number], found.tag == part.tag else { throw .invalidPart }
      chosen.append(found)
    }
    guard chosen.dropLast().allSatisfy({ $0.bytes >= partMinimum }) else { throw .tooSmall }
    return chosen
  }

  /// The MD5 of the parts' MD5s and their number, as S3 writes it.
  private static func tag(of parts: [UploadPart]) -> String {
    let digests = parts.flatMap { Hexadecimal.bytes(of: $0.tag) ?? [] }
    return Hexadecimal.string(of: RunningDigest.of(digests, .md5)) + "-\(parts.count)"
  }

  /// Forgets an upload and its parts.
  package func abort(_ upload: PartialUpload) throws {
    let there = try parts(of: upload)
    try database.write(.power) { connection in
      try connection.execute("DELETE FROM uploads WHERE id = ?", [.text("\(upload.id)")])
    }
    for part in there { discard(part.file) }
  }
}
