/// A rule by which the copy to keep is chosen. Rules are asked in the order given; where all of them
/// find copies equal, the usual order of ``KeeperRanking`` decides.
package enum KeepRule: String, CaseIterable, Hashable, Sendable {
  /// The best by gates, sharpness, exposure, quality, resolution, metadata and size of the file; see
  /// `GroupRanking`.
  case bestQuality = "best-quality"

  /// For help.
  package var meaning: String {
    switch self {
    case .bestQuality: "the sharpest, best exposed, least damaged"
    }
  }
}
