package import Core
import Store

extension CatalogueTransaction {
  /// Replaces all vectors that a picture has in a space. Written with the picture's signal in one
  /// transaction, so that neither is ever there without the other.
  ///
  /// The signal that its parts have vectors goes: who puts parts puts it again.
  ///
  /// - Throws: `catalogue.unknown-image` when the owner has no such image,
  ///   `catalogue.space-changed` when the space's name was given to vectors of another kind.
  /// - Precondition: every vector has as many numbers as the space has dimensions, all finite.
  package func putEmbedding(_ embedding: PictureEmbedding, of image: ImageID) throws {
    let space = try spaceID(embedding.space)
    try removeEmbedding(in: embedding.space.space, of: image)
    try connection.execute(
      """
      DELETE FROM signals WHERE signal = ?
        AND image_id = (SELECT id FROM images WHERE id = ? AND owner_user_id = ?)
      """,
      [
        .text(Signal.crops(in: embedding.space.space).rawValue), .integer(image.rawValue),
        .text(owner.name),
      ])
    for (part, piece) in embedding.parts.enumerated() {
      precondition(
        piece.vector.count == embedding.space.space.dimension
          && piece.vector.allSatisfy(\.isFinite), "a vector of \(embedding.space.space)")
      let added = try connection.execute(
        """
        INSERT INTO embeddings
          (space_id, image_id, part, box_left, box_top, box_width, box_height, vector)
        SELECT ?, id, ?, ?, ?, ?, ?, ? FROM images WHERE id = ? AND owner_user_id = ?
        """,
        [
          .integer(space), .integer(part), .real(piece.box.left), .real(piece.box.top),
          .real(piece.box.width), .real(piece.box.height),
          .blob(VectorCoding.encode(piece.vector)), .integer(image.rawValue), .text(owner.name),
        ])
      guard added == 1 else { throw CatalogueFault.unknownImage }
    }
  }

  /// Removes the vectors that a picture has in a space.
  package func removeEmbedding(in space: VectorSpace, of image: ImageID) throws {
    try connection.execute(
      """
      DELETE FROM embeddings
      WHERE space_id = (SELECT id FROM vector_spaces WHERE name = ?)
        AND image_id = (SELECT id FROM images WHERE id = ? AND owner_user_id = ?)
      """, [.text(space.name), .integer(image.rawValue), .text(owner.name)])
  }

  /// Removes the vectors of parts of the owner's pictures, in every space. O(vectors).
  ///
  /// - Returns: how many there were.
  @discardableResult
  package func removeParts() throws -> Int {
    let owner = SQLValue.text(owner.name)
    let ofOwner: SQL = "image_id IN (SELECT id FROM images WHERE owner_user_id = ?)"
    try connection.execute(
      "DELETE FROM signals WHERE signal GLOB 'crops.*' AND " + ofOwner, [owner])
    return try connection.execute("DELETE FROM embeddings WHERE part > 0 AND " + ofOwner, [owner])
  }

  /// Forgets a space with all its vectors, whoever owns them, and the signals that say that they
  /// are there: for a model that nobody uses any more.
  package func removeSpace(_ space: VectorSpace) throws {
    let name = SQLValue.text(space.name)
    let ofSpace: SQL = " WHERE space_id = (SELECT id FROM vector_spaces WHERE name = ?)"
    try connection.execute("DELETE FROM embeddings" + ofSpace, [name])
    // After the vectors, whose going is logged.
    try connection.execute("DELETE FROM embedding_changes" + ofSpace, [name])
    try connection.execute("DELETE FROM vector_spaces WHERE name = ?", [name])
    for signal in [Signal.embedding(in: space), .crops(in: space)] {
      try connection.execute("DELETE FROM signals WHERE signal = ?", [.text(signal.rawValue)])
    }
    spaces[space.name] = nil
  }

  /// The row of a space, made when it is new.
  private func spaceID(_ space: EmbeddingSpace) throws -> Int64 {
    if let known = spaces[space.space.name], known.space == space { return known.id }
    let name = SQLValue.text(space.space.name)
    let values: [SQLValue] = [
      name, .integer(space.space.dimension), .text(space.origin.kind), .text(space.origin.name),
      .text(space.origin.version),
    ]
    try connection.execute(
      """
      INSERT INTO vector_spaces (name, dimension, kind, model_name, model_version, created_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
      """, values + [.integer(now.rawValue)])
    let id = try connection.first(
      """
      SELECT id FROM vector_spaces
      WHERE name = ? AND dimension = ? AND kind = ? AND model_name = ? AND model_version = ?
      """, values
    ) { $0.integer(0) }
    guard let id else { throw CatalogueFault.changedSpace(space.space) }
    spaces[space.space.name] = (space, id)
    return id
  }
}
