package import Core
import Store

/// What a library's pictures can be asked for: each value with how many pictures have it, and
/// earlier queries with how often they were asked.
package struct SearchFacets: Sendable {
  package struct Value: Hashable, Sendable {
    package var text: String
    package var count: Int

    package init(_ text: String, count: Int) {
      self.text = text
      self.count = count
    }
  }

  package var tags: [Value] = []
  /// Make and model.
  package var cameras: [Value] = []
  /// Words of marks beside files, as `cropped`.
  package var marks: [Value] = []
  package var folders: [(path: FilePath, count: Int)] = []
  /// `2024-05`.
  package var months: [Value] = []
  /// The latest first.
  package var queries: [Value] = []

  package init() {}
}

extension CatalogueReader {
  /// The values that the owner's pictures have. One pass over their facts.
  package func searchFacets() throws -> SearchFacets {
    try database.read { connection in
      var facets = SearchFacets()
      facets.tags = try connection.rows(
        """
        SELECT name, count(DISTINCT image_id) FROM tags JOIN shown_tags ON tag_id = tags.id
        WHERE owner_user_id = ? GROUP BY tags.id
        """, [ownerValue]
      ) { SearchFacets.Value($0.text(0), count: $0.int(1)) }
      facets.cameras = try connection.rows(
        """
        SELECT camera_make, camera_model, count(*) FROM images
        WHERE owner_user_id = ? AND (camera_make IS NOT NULL OR camera_model IS NOT NULL)
        GROUP BY camera_make, camera_model
        """, [ownerValue]
      ) { row in
        let (make, model) = (row.text(0), row.text(1))
        let name = make.isEmpty || model.hasPrefix(make) ? model : make + " " + model
        return SearchFacets.Value(name, count: row.int(2))
      }
      facets.marks = try connection.rows(
        """
        SELECT mark, count(DISTINCT image_id) FROM file_marks JOIN files ON files.id = file_id
        JOIN folders ON folders.id = folder_id
        WHERE folders.owner_user_id = ? AND state = 'present' AND image_id IS NOT NULL
        GROUP BY mark
        """, [ownerValue]
      ) { SearchFacets.Value($0.text(0), count: $0.int(1)) }
      facets.folders = try connection.rows(
        """
        SELECT path, count(*) FROM folders JOIN files ON folder_id = folders.id
        WHERE owner_user_id = ? AND state = 'present' GROUP BY folders.id
        """, [ownerValue]
      ) { ($0.path(0), $0.int(1)) }
      facets.months = try connection.rows(
        """
        SELECT substr(taken_local, 1, 7), count(*) FROM images
        WHERE owner_user_id = ? AND taken_local IS NOT NULL GROUP BY 1
        """, [ownerValue]
      ) { SearchFacets.Value($0.text(0), count: $0.int(1)) }
      facets.queries = try connection.rows(
        """
        SELECT query, uses FROM search_history WHERE owner_user_id = ? ORDER BY used_at DESC
        """, [ownerValue]
      ) { SearchFacets.Value($0.text(0), count: $0.int(1)) }
      return facets
    }
  }
}
