import Core
import Store

/// One thing that people say of a picture, as a number that may be none: so that every change of it is
/// a pair of numbers, and undoing is putting the first back where the second still stands.
enum JudgedFact: Hashable {
  /// The person's stars.
  case rating
  /// 1 for a favourite.
  case favourite
  /// The place of a tag among those that people gave.
  case tag(Int64)
  /// 1 where a person took away a tag that others gave.
  case refusal(Int64)

  var subject: String {
    switch self {
    case .rating: "rating"
    case .favourite: "favourite"
    case .tag: "tag"
    case .refusal: "refusal"
    }
  }

  /// 0 where it is of no tag.
  var tag: Int64 {
    switch self {
    case .rating, .favourite: 0
    case .tag(let tag), .refusal(let tag): tag
    }
  }

  init?(subject: String, tag: Int64) {
    switch subject {
    case "rating": self = .rating
    case "favourite": self = .favourite
    case "tag": self = .tag(tag)
    case "refusal": self = .refusal(tag)
    default: return nil
    }
  }

  func value(of image: ImageID, _ connection: Connection) throws -> Int64? {
    let key = SQLValue.integer(image.rawValue)
    return switch self {
    case .rating:
      try connection.first("SELECT rating FROM person_ratings WHERE image_id = ?", [key]) {
        $0.integer(0)
      }
    case .favourite:
      try connection.first("SELECT 1 FROM favourites WHERE image_id = ?", [key]) { $0.integer(0) }
    case .tag(let tag):
      try connection.first(
        """
        SELECT position FROM image_tags WHERE image_id = ? AND tag_id = ? AND source = 'person'
        """, [key, .integer(tag)]
      ) { $0.integer(0) }
    case .refusal(let tag):
      try connection.first(
        "SELECT 1 FROM refused_tags WHERE image_id = ? AND tag_id = ?", [key, .integer(tag)]
      ) { $0.integer(0) }
    }
  }

  func set(_ value: Int64?, of image: ImageID, _ connection: Connection) throws {
    let key = SQLValue.integer(image.rawValue)
    switch self {
    case .rating:
      try connection.execute("DELETE FROM person_ratings WHERE image_id = ?", [key])
      if let value {
        try connection.execute(
          "INSERT INTO person_ratings (image_id, rating) VALUES (?, ?)", [key, .integer(value)])
      }
      try connection.execute(
        "UPDATE images SET rating = coalesce(?, file_rating) WHERE id = ?", [.optional(value), key])
    case .favourite:
      try connection.execute("DELETE FROM favourites WHERE image_id = ?", [key])
      if value != nil {
        try connection.execute("INSERT INTO favourites (image_id) VALUES (?)", [key])
      }
    case .tag(let tag):
      try connection.execute(
        "DELETE FROM image_tags WHERE image_id = ? AND tag_id = ? AND source = 'person'",
        [key, .integer(tag)])
      if let value {
        try connection.execute(
          """
          INSERT INTO image_tags (image_id, tag_id, source, position) VALUES (?, ?, 'person', ?)
          """, [key, .integer(tag), .integer(value)])
      }
    case .refusal(let tag):
      try connection.execute(
        "DELETE FROM refused_tags WHERE image_id = ? AND tag_id = ?", [key, .integer(tag)])
      if value != nil {
        try connection.execute(
          "INSERT INTO refused_tags (image_id, tag_id) VALUES (?, ?)", [key, .integer(tag)])
      }
    }
  }
}
