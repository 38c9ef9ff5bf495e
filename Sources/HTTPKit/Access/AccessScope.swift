/// What somebody may do; the later ones include the earlier ones.
package enum AccessScope: Int, Sendable, Hashable, Comparable, CaseIterable {
  case read, write, admin

  /// The word in tokens and documents.
  package var word: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .admin: "admin"
    }
  }

  package init?(word: String) {
    guard let scope = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = scope
  }

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
