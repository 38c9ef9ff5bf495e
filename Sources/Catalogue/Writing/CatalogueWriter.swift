package import Store

/// The writing half of a ``Catalogue``, for one owner. Calls block.
package struct CatalogueWriter: Sendable {
  let database: Database
  package let owner: Owner

  /// Runs several changes as one transaction; none of them happens when `body` throws.
  @discardableResult
  package func transaction<Result>(
    _ durability: Durability = .process, _ body: (CatalogueTransaction) throws -> Result
  ) throws -> Result {
    try database.write(durability) { connection in
      try body(CatalogueTransaction(connection: connection, owner: owner))
    }
  }
}
