package import Core
import Store

/// The vectors of a space's background bank, as they are kept.
package struct StoredBank: Hashable, Sendable {
  package var space: VectorSpace
  package var texts: [[Float]]
  package var images: [[Float]]

  package init(space: VectorSpace, texts: [[Float]], images: [[Float]]) {
    self.space = space
    self.texts = texts
    self.images = images
  }
}

extension CatalogueReader {
  /// The owner's bank of a space; `nil` until one was made.
  package func backgroundBank(of space: VectorSpace) throws -> StoredBank? {
    try database.read { connection in
      try connection.first(
        """
        SELECT texts, images FROM background_banks
        WHERE owner_user_id = ? AND space = ? AND dimension = ?
        """, [ownerValue, .text(space.name), .integer(space.dimension)]
      ) { row in
        StoredBank(
          space: space, texts: try Self.vectors(row, 0, space.dimension),
          images: try Self.vectors(row, 1, space.dimension))
      }
    }
  }

  private static func vectors(
    _ row: borrowing Row, _ column: Int, _ dimension: Int
  ) throws(Fault) -> [[Float]] {
    let numbers = row.withBytes(column) { VectorCoding.decode($0) }
    guard numbers.count % dimension == 0 else {
      throw CatalogueFault.damaged("the background of searches")
    }
    return stride(from: 0, to: numbers.count, by: dimension).map {
      Array(numbers[$0..<($0 + dimension)])
    }
  }
}

extension CatalogueWriter {
  /// Keeps a bank; what was found so far still holds.
  package func putBackgroundBank(_ bank: StoredBank) throws {
    try database.write { connection in
      try connection.execute(
        """
        INSERT INTO background_banks (owner_user_id, space, dimension, texts, images)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (owner_user_id, space) DO UPDATE SET
          dimension = excluded.dimension, texts = excluded.texts, images = excluded.images
        """,
        [
          .text(owner.name), .text(bank.space.name), .integer(bank.space.dimension),
          .blob(VectorCoding.encode(bank.texts.flatMap(\.self))),
          .blob(VectorCoding.encode(bank.images.flatMap(\.self))),
        ])
    }
  }

  /// Remembers that something was searched for, among the last thousand; what was found so far still
  /// holds.
  package func putQuery(_ query: String) throws {
    let owner = SQLValue.text(owner.name)
    try database.write { connection in
      try connection.execute(
        """
        INSERT INTO search_history (owner_user_id, query, uses, used_at) VALUES (?, ?, 1, ?)
        ON CONFLICT (owner_user_id, query) DO UPDATE SET
          uses = uses + 1, used_at = excluded.used_at
        """, [owner, .text(query), .integer(Timestamp.now.rawValue)])
      try connection.execute(
        """
        DELETE FROM search_history WHERE owner_user_id = ?1 AND query IN (
          SELECT query FROM search_history WHERE owner_user_id = ?1
          ORDER BY used_at DESC LIMIT -1 OFFSET 1000)
        """, [owner])
    }
  }
}
