package import Core
import Store

extension CatalogueReader {
  /// The folders that are indexed, by path.
  package func roots() throws -> [CataloguedRoot] {
    try database.read { connection in
      try connection.rows(
        "SELECT path, added_at, scanned_at FROM roots WHERE owner_user_id = ? ORDER BY path",
        [ownerValue]
      ) { row in
        CataloguedRoot(
          path: row.path(0), addedAt: row.timestamp(1),
          scannedAt: row.optionalInteger(2).map { Timestamp(rawValue: $0) })
      }
    }
  }

  /// The folders whose files are never suggested for removal, by path.
  package func referenceFolders() throws -> [FilePath] {
    try database.read { connection in
      try connection.rows(
        "SELECT path FROM reference_folders WHERE owner_user_id = ? ORDER BY path", [ownerValue]
      ) { $0.path(0) }
    }
  }

  package func setting(_ name: String) throws -> String? {
    try database.read { connection in
      try connection.first(
        "SELECT value FROM settings WHERE owner_user_id = ? AND name = ?",
        [ownerValue, .text(name)]
      ) { $0.text(0) }
    }
  }
}

/// A folder that is indexed.
package struct CataloguedRoot: Hashable, Sendable {
  package var path: FilePath
  package var addedAt: Timestamp
  /// When it was last walked to its end.
  package var scannedAt: Timestamp?
}
