/// What can be asked of a picture. The raw value is the field's name in filters.
package enum FilterField: String, Hashable, Sendable, CaseIterable {
  // The payload of a record.
  case imageID = "image_id"
  case bucket, key, sha256, phash, width, height, source, tags
  case created = "created_at"
  case modelName = "model_name"
  case modelVersion = "model_version"
  case embeddingVersion = "embedding_version"
  case quality = "quality_score"
  case nsfw = "nsfw_score"
  case owner = "owner_user_id"
  // The file.
  case path, name, folder, size, format, modified, copies, marks
  // The picture.
  case megapixels, frames, alpha, orientation, shape
  case indexed = "indexed_at"
  case duplicates
  // What the camera wrote.
  case camera
  case cameraMake = "camera_make"
  case cameraModel = "camera_model"
  case lens, software, iso
  case fNumber = "f_number"
  case exposure
  case focalLength = "focal_length"
  case taken, latitude, longitude, altitude
  case hasGPS = "has_gps"
  case rating, title, caption
  // What people say.
  case favourite

  /// What its values are.
  package enum Kind: Hashable, Sendable {
    case text
    /// Text that is one of a few words.
    case choice
    case number
    case boolean
    /// A date or a moment, to any precision.
    case date
    /// A path, compared byte by byte; a folder holds what lies below it.
    case path
  }

  package var kind: Kind {
    switch self {
    case .imageID, .bucket, .key, .sha256, .phash, .tags, .modelName, .modelVersion,
      .embeddingVersion, .owner, .name, .marks, .camera, .cameraMake, .cameraModel, .lens,
      .software,
      .title, .caption:
      .text
    case .source, .format, .shape: .choice
    case .width, .height, .size, .copies, .megapixels, .frames, .orientation, .quality, .nsfw,
      .iso, .fNumber, .exposure, .focalLength, .latitude, .longitude, .altitude, .rating:
      .number
    case .alpha, .duplicates, .hasGPS, .favourite: .boolean
    case .created, .indexed, .taken, .modified: .date
    case .path, .folder: .path
    }
  }

  /// Whether a picture has several values: it has several tags, and a content may lie in several
  /// files, each with marks beside it.
  package var isMultiple: Bool {
    switch self {
    case .tags, .path, .name, .folder, .modified, .marks: true
    default: false
    }
  }

  /// Other names under which it is understood.
  package var aliases: [String] {
    switch self {
    case .imageID: ["id", "ulid"]
    case .tags: ["tag", "keyword", "keywords"]
    case .created: ["created", "added"]
    case .indexed: ["indexed"]
    case .quality: ["quality"]
    case .nsfw: ["nsfw"]
    case .owner: ["owner"]
    case .size: ["bytes", "byte_size", "file_size"]
    case .format: ["type"]
    case .name: ["file", "filename", "file_name"]
    case .folder: ["in"]
    case .marks: ["mark", "flag", "flags"]
    case .fNumber: ["aperture", "fnumber", "f"]
    case .exposure: ["exposure_time", "shutter"]
    case .focalLength: ["focal", "focal_length_mm"]
    case .taken: ["date", "taken_at"]
    case .megapixels: ["mp"]
    case .frames: ["frame_count"]
    case .alpha: ["has_alpha"]
    case .hasGPS: ["gps", "has_location"]
    case .latitude: ["lat"]
    case .longitude: ["lon", "lng"]
    case .cameraMake: ["make"]
    case .cameraModel: ["model"]
    case .lens: ["lens_model"]
    case .rating: ["stars"]
    case .favourite: ["favorite", "is_favourite", "is_favorite"]
    case .phash: ["perceptual_hash"]
    case .duplicates: ["duplicate", "is_duplicate"]
    default: []
    }
  }

  /// The field of a name or an alias, in either case.
  package init?(named name: String) {
    guard let field = Self.names[name.lowercased()] else { return nil }
    self = field
  }

  private static let names: [String: FilterField] = {
    var names: [String: FilterField] = [:]
    for field in allCases {
      for name in [field.rawValue] + field.aliases { names[name] = field }
    }
    return names
  }()

  /// Every name and alias.
  package static var allNames: [String] { names.keys.sorted() }
}
