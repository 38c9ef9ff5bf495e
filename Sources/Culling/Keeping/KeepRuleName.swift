/// A rule by which the one to keep is chosen.
package enum KeepRuleName: String, CaseIterable, Hashable, Sendable {
  case largestResolution = "largest-resolution"
  case newest, oldest
  case largestFile = "largest-file"
  case mostMetadata = "most-metadata"
  case pathPriority = "path-priority"

  /// For help.
  package var meaning: String {
    switch self {
    case .largestResolution: "the most pixels"
    case .newest: "changed last"
    case .oldest: "changed first"
    case .largestFile: "the most bytes"
    case .mostMetadata: "the most camera data"
    case .pathPriority: "the first of the --prefer patterns that its path matches"
    }
  }

  /// Why the winner stays, as a report says it.
  package var reason: String {
    switch self {
    case .largestResolution: "has the most pixels"
    case .newest: "is the newest"
    case .oldest: "is the oldest"
    case .largestFile: "is the largest file"
    case .mostMetadata: "kept the most metadata"
    case .pathPriority: "lies where files are preferred"
    }
  }
}
