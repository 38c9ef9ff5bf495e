import Engine

/// What issues are called for people.
enum IssueTitles {
  static func title(_ kind: String) -> String {
    switch kind {
    case "odd_aspect_ratio": "odd shape"
    case "odd_size": "odd size"
    case "low_information": "little to see"
    case "grayscale": "without colour"
    case "clipped": "lost highlights or shadows"
    case "blocky": "compression blocks"
    case "light": "too bright"
    case "dark": "too dark"
    case QualityListing.exactDuplicates: "exact duplicate"
    case QualityListing.nearDuplicates: "near duplicate"
    default: kind
    }
  }
}
