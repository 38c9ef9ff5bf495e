/// The row of a picture's content. Stable for the life of the catalogue; outside of it, use the
/// image's ULID.
package struct ImageID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The row of a file. A file that is moved or renamed keeps it.
package struct FileID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The row of one search for duplicates.
package struct DuplicateRunID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The row of one group of duplicates.
package struct DuplicateGroupID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
