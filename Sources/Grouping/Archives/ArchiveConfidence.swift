internal import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How sure it is that two archives hold the same, from what they have in common: what their pictures
/// and models look like, or the share of bytes that lie in files of both, whichever is more.
///
/// What looks say is a logistic function for each of three cases: both have pictures and models were
/// drawn of both, or one of that is lacking. The functions were fitted to pairs of generated archives of
/// which it is known what they hold: some with up to four of five pictures replaced, others with pictures
/// of packs that hold something else, others of one studio's figures that share most of their parts; each
/// looked at as it is, without its models, and without its pictures
/// (`Benchmarks/archives/confidence.py`). docs/BENCHMARKS.md says how well they hold on archives that they
/// were not made from.
enum ArchiveConfidence {
  /// What a pair can be judged by.
  private enum Evidence {
    case pictures, models, both

    /// Weights of ``features(of:)``.
    var weights: [Double] {
      switch self {
      case .pictures: [-5.25, 8.90]
      case .models: [-9.32, 11.05, 4.09]
      case .both: [-10.24, 0.97, 8.05, 4.63]
      }
    }
  }

  /// 0…99, and 100 for the same files.
  static func percent(of pair: ArchivePair) -> Int {
    if pair.hasSameFiles { return 100 }
    let (evidence, features) = features(of: pair)
    let sum = zip(evidence.weights, features).reduce(0) { $0 + $1.0 * $1.1 }
    let share = max(1 / (1 + exp(-sum)), pair.sharedBytes)
    return min(99, Int(saturating: (100 * share).rounded()))
  }

  /// 1; the coverage of pictures, of models, or of both; where models were drawn, how many matches there
  /// are, up to four, 0…1. Pictures alone say no more by their number than by their coverage, and packs
  /// with a single one exist. Distances are left out: below the threshold they tell how a picture was
  /// saved.
  private static func features(of pair: ArchivePair) -> (Evidence, [Double]) {
    let count = Double(min(4, pair.matches.count)) / 4
    guard let pictures = pair.pictureCoverage else {
      return (.models, [1, pair.modelCoverage ?? 0, count])
    }
    guard let models = pair.modelCoverage else { return (.pictures, [1, pictures]) }
    return (.both, [1, pictures, models, count])
  }
}
