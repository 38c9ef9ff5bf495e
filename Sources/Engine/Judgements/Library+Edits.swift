package import Catalogue
package import Core

extension Library {
  /// Changes what people say of pictures, so that it can be undone.
  ///
  /// - Returns: what was changed, and which of the ids name no picture of this library; the others are
  ///   changed all the same.
  package func edit(
    _ edit: PictureEdit, of ids: [ULID]
  ) throws -> (outcome: EditOutcome, unknown: Set<ULID>) {
    let rows = try reader.images(named: ids)
    let wanted = ids.compactMap { rows[$0] }
    let outcome = try writer.transaction { try $0.edit(edit, of: wanted) }
    return (outcome, Set(ids).subtracting(rows.keys))
  }

  /// Takes an edit back, where nothing has changed the same again since.
  ///
  /// - Returns: how many pictures are as they were in something.
  /// - Throws: `edit.unknown`.
  @discardableResult
  package func undoEdit(_ id: EditID) throws -> Int {
    try writer.transaction { try $0.undoEdit(id).count }
  }

  /// What a picture would take over from others before they go: their tags of files and people, the
  /// most of their stars, and that one is a favourite. What models saw in them is left to models, and
  /// a tag that was taken away from the picture itself does not come back.
  func gathered(for picture: ImageID, from others: some Sequence<ImageID>) throws -> PictureEdit {
    let reader = reader
    let own = try reader.judgement(of: picture)
    var edit = PictureEdit()
    var stars = own.rating ?? 0
    for other in others where other != picture {
      let judgement = try reader.judgement(of: other)
      for tag in judgement.tags where tag.source != .model {
        let isKnown =
          own.tags.contains { $0.name == tag.name } || own.refusedTags.contains(tag.name)
          || edit.addedTags.contains(tag.name)
        if !isKnown { edit.addedTags.append(tag.name) }
      }
      if let rating = judgement.rating, rating > stars {
        stars = rating
        edit.rating = .stars(rating)
      }
      if judgement.isFavourite, !own.isFavourite { edit.isFavourite = true }
    }
    return edit
  }
}
