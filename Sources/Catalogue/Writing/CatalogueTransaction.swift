import Core
import Store

/// The changes that can be made to an owner's part of the catalogue, inside one transaction.
/// Lent by `CatalogueWriter.transaction`; not to be kept.
package final class CatalogueTransaction {
  let connection: Connection
  let owner: Owner
  /// The same for every row of a transaction.
  let now: Timestamp
  private var folders: [FilePath: Int64] = [:]
  /// The rows of the spaces that this transaction has met, by name.
  var spaces: [String: (space: EmbeddingSpace, id: Int64)] = [:]

  init(connection: Connection, owner: Owner) {
    self.connection = connection
    self.owner = owner
    now = .now
  }

  /// The row of a folder, made when it is new.
  func folderID(_ path: FilePath) throws -> Int64 {
    if let known = folders[path] { return known }
    let key: [SQLValue] = [.text(owner.name), .blob(path.bytes)]
    let found = try connection.first(
      "SELECT id FROM folders WHERE owner_user_id = ? AND path = ?", key
    ) { $0.integer(0) }
    let id: Int64
    if let found {
      id = found
    } else {
      try connection.execute("INSERT INTO folders (owner_user_id, path) VALUES (?, ?)", key)
      id = connection.lastInsertedID
    }
    folders[path] = id
    return id
  }
}
