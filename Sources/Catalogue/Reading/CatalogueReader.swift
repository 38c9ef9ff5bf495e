import Store

/// The reading half of a ``Catalogue``, for one owner: no query of it can see another's pictures.
/// Every method reads one snapshot; calls block.
package struct CatalogueReader: Sendable {
  let database: Database
  package let owner: Owner

  var ownerValue: SQLValue { .text(owner.name) }
}
