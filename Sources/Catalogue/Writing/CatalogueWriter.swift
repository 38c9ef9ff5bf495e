package import Store

/// The writing half of a ``Catalogue``, for one owner. Calls block.
package struct CatalogueWriter: Sendable {
  let database: Database
  package let owner: Owner

  /// Runs several changes as one transaction; none of them happens when `body` throws. The words
  /// by which pictures are found change with it.
  @discardableResult
  package func transaction<Result>(
    _ durability: Durability = .process, _ body: (CatalogueTransaction) throws -> Result
  ) throws -> Result {
    try database.write(durability) { connection in
      let result = try body(CatalogueTransaction(connection: connection, owner: owner))
      try SearchTextWriter(connection: connection).refresh()
      try connection.execute("UPDATE catalogue_changes SET count = count + 1")
      return result
    }
  }

  /// Makes the words by which pictures are found anew, from what the catalogue holds.
  package func rebuildSearchText() throws {
    try database.write { connection in
      let text = SearchTextWriter(connection: connection)
      try text.markAllStale()
      try text.refresh()
    }
  }
}
