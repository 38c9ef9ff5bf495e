import Store

/// By what a listing of pictures is sorted.
package enum PictureOrder: String, Hashable, Sendable, CaseIterable {
  /// By the camera's clock; pictures without a date come last in both directions.
  case taken
  /// By the bytes of the name of the file that was seen first.
  case name
  case added
  case size
  /// By quality score; pictures without one come last in both directions.
  case quality
  /// By stars; pictures without any come last in both directions.
  case rating

  /// The column of `images`; `nil` for what is sorted by files.
  var column: SQL? {
    switch self {
    case .taken: "taken_local"
    case .name: nil
    case .added: "created_at"
    case .size: "byte_size"
    case .quality: "quality_score"
    case .rating: "rating"
    }
  }

  /// Whether pictures may lack it.
  var hasGaps: Bool { self == .taken || self == .quality || self == .rating }
}
