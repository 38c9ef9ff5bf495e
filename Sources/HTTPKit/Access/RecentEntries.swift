/// A table that forgets what was not looked at for long, so that strangers cannot make it grow: two
/// halves, of which the older is dropped when the newer is full. Looking an entry up brings it into the
/// newer half.
///
/// - Complexity: O(1) for everything; at most `limit` entries.
package struct RecentEntries<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let half: Int
  private var newer: [Key: Value] = [:]
  private var older: [Key: Value] = [:]

  /// - Precondition: `limit` is at least 2.
  package init(limit: Int) {
    precondition(limit >= 2, "there are two halves")
    half = limit / 2
  }

  package var count: Int { newer.count + older.count }

  package subscript(key: Key) -> Value? {
    mutating get {
      if let value = newer[key] { return value }
      guard let value = older.removeValue(forKey: key) else { return nil }
      self[key] = value
      return value
    }
    set {
      older.removeValue(forKey: key)
      if newer[key] == nil, newValue != nil, newer.count >= half {
        older = newer
        newer = [:]
      }
      newer[key] = newValue
    }
  }
}
