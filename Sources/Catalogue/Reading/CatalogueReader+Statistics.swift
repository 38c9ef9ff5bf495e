package import Core
import Store

extension CatalogueReader {
  /// What the library holds, counted in one snapshot.
  package func statistics() throws -> CatalogueStatistics {
    try database.read { connection in
      var statistics = CatalogueStatistics()
      try connection.forEach(
        """
        SELECT state, COUNT(*), total(size) FROM files JOIN folders ON folders.id = folder_id
        WHERE owner_user_id = ? GROUP BY state
        """, [ownerValue]
      ) { row in
        guard let state = FileState(rawValue: row.text(0)) else { return }
        statistics.files[state] = FileTotals(count: row.int(1), bytes: row.byteTotal(2))
      }
      try connection.forEach(
        """
        SELECT format, COUNT(*), total(byte_size) FROM images
        WHERE owner_user_id = ?
          AND EXISTS (SELECT 1 FROM files WHERE image_id = images.id AND state = 'present')
        GROUP BY format
        """, [ownerValue]
      ) { row in
        statistics.images[row.format(0)] = FileTotals(count: row.int(1), bytes: row.byteTotal(2))
      }
      try connection.forEach(
        """
        SELECT failure_code, COUNT(*) FROM files JOIN folders ON folders.id = folder_id
        WHERE owner_user_id = ? AND state = 'failed' GROUP BY failure_code
        """, [ownerValue]
      ) { statistics.failures[$0.text(0)] = $0.int(1) }
      statistics.lastIndexed =
        try connection.first(
          "SELECT max(indexed_at) FROM images WHERE owner_user_id = ?", [ownerValue]
        ) { $0.optionalInteger(0).map { Timestamp(rawValue: $0) } } ?? nil
      return statistics
    }
  }
}

/// What a library holds.
package struct CatalogueStatistics: Hashable, Sendable {
  /// Files by state; a state without files is left out.
  package var files: [FileState: FileTotals] = [:]
  /// Distinct contents of present files by format.
  package var images: [PictureFormat: FileTotals] = [:]
  /// Failed files by the code of their fault.
  package var failures: [String: Int] = [:]
  package var lastIndexed: Timestamp?

  package init() {}

  package var imageCount: Int { images.values.reduce(0) { $0 + $1.count } }
}

/// A number of files and their bytes.
package struct FileTotals: Hashable, Sendable {
  package var count: Int
  package var bytes: Int64

  package init(count: Int, bytes: Int64) {
    self.count = count
    self.bytes = bytes
  }
}
