/// What a person wants to be different about pictures; what is `nil` or empty stays as it is.
package struct PictureEdit: Hashable, Sendable {
  package enum Rating: Hashable, Sendable {
    /// So many stars, 0…5, whatever the file says.
    case stars(Int)
    /// What the file says counts again.
    case ofFile
  }

  package var rating: Rating?
  package var isFavourite: Bool?
  /// Tags to give.
  package var addedTags: [String] = []
  /// Tags to take away, whoever gave them.
  package var removedTags: [String] = []

  package init() {}

  package var isEmpty: Bool {
    rating == nil && isFavourite == nil && addedTags.isEmpty && removedTags.isEmpty
  }
}

/// What an edit did.
package struct EditOutcome: Hashable, Sendable {
  /// To undo it by; `nil` when nothing was to be changed.
  package var id: EditID?
  /// Pictures of which something is different now.
  package var changed: Set<ImageID>
}

/// The row of an edit.
package struct EditID: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What is said of a picture, and by whom.
package struct PictureJudgement: Hashable, Sendable {
  package struct Tag: Hashable, Sendable {
    package var name: String
    /// The first of those who gave it: the file, then models, then people.
    package var source: TagSource
  }

  /// 0…5; `nil` where only the file may say something.
  package var personRating: Int?
  /// −1 for rejected, 0…5.
  package var fileRating: Int?
  package var isFavourite: Bool
  /// Those that count, each once.
  package var tags: [Tag]
  /// Names of tags that others gave and a person took away.
  package var refusedTags: [String]

  /// The one that counts.
  package var rating: Int? { personRating ?? fileRating }
}
