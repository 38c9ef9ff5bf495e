internal import Store

/// A page of what a bucket holds.
package struct BucketPage: Sendable {
  package var objects: [StoredObject] = []
  /// What keys with the delimiter have in common up to it, in place of those keys.
  package var prefixes: [String] = []
  /// Where the next page begins; `nil` at the end.
  package var next: String?
}

extension BucketStore {
  /// Objects in the order of their keys' bytes.
  ///
  /// - Parameters:
  ///   - delimiter: groups keys that go on behind it; empty for none.
  ///   - after: the key or common prefix after which it begins.
  /// - Complexity: O(limit log objects).
  package func page(
    prefix: String, delimiter: String, after: String, limit: Int
  ) throws -> BucketPage {
    try database.read { connection in
      var page = BucketPage()
      var last = after
      while page.objects.count + page.prefixes.count <= limit {
        let object = try connection.first(
          Self.selection + """
            WHERE key > ? AND key >= ? AND substr(key, 1, length(?2)) = ?2 ORDER BY key LIMIT 1
            """, [.text(last), .text(prefix)], Self.object)
        guard let object else { return page }
        if page.objects.count + page.prefixes.count == limit {
          page.next = limit == 0 ? nil : last
          return page
        }
        // Bytes, not characters: keys are compared so, and marks may join what they follow.
        let rest = Array(object.key.utf8.dropFirst(prefix.utf8.count))
        if !delimiter.isEmpty, let range = rest.firstRange(of: Array(delimiter.utf8)) {
          let common = prefix + String(decoding: rest[..<range.upperBound], as: UTF8.self)
          page.prefixes.append(common)
          // No key is higher than this and begins with the prefix.
          last = common + "\u{10FFFF}"
        } else {
          page.objects.append(object)
          last = object.key
        }
      }
      return page
    }
  }
}
