/// A rule by which the one to keep is chosen. Rules are asked in the order given; a later one is asked
/// where those before it find choices equal.
package enum KeepRule: String, CaseIterable, Hashable, Sendable {
  /// Among copies, the best by gates, sharpness, exposure, quality, resolution, metadata and size of
  /// the file, see `GroupRanking`; among sets and bursts, the best quality score.
  case bestQuality = "best-quality"
  case largestResolution = "largest-resolution"
  case newest, oldest
  case largestFile = "largest-file"
  case mostMetadata = "most-metadata"
  case pathPriority = "path-priority"

  /// For help.
  package var meaning: String {
    switch self {
    case .bestQuality: "the sharpest, best exposed, least damaged"
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
    case .bestQuality: "has the best quality"
    case .largestResolution: "has the most pixels"
    case .newest: "is the newest"
    case .oldest: "is the oldest"
    case .largestFile: "is the largest file"
    case .mostMetadata: "kept the most metadata"
    case .pathPriority: "lies where files are preferred"
    }
  }
}
