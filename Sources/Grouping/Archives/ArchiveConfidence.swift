#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How sure it is that two archives hold the same, from what they have in common: what their pictures
/// and models look like, or the share of bytes that lie in files of both, whichever is more.
///
/// What looks say is a logistic function, fitted to pairs of generated archives of which it is known
/// what they hold: some with up to four of five pictures replaced, others with pictures of packs that
/// hold something else, others of one studio's figures that share most of their parts; each looked at
/// as it is, without its models, and without its pictures (`Benchmarks/archives/confidence.py`).
/// docs/BENCHMARKS.md says how well it holds on archives that it was not made from.
enum ArchiveConfidence {
  /// Weights of ``features(of:)``, the constant first.
  static let weights: [Double] = [-1.91, -5.34, 5.90, -4.38, 8.36, 3.93]

  /// 0…99, and 100 for the same files.
  static func percent(of pair: ArchivePair) -> Int {
    if pair.hasSameFiles { return 100 }
    let sum = zip(weights, features(of: pair)).reduce(0) { $0 + $1.0 * $1.1 }
    let share = max(1 / (1 + exp(-sum)), pair.sharedBytes)
    return min(99, Int((100 * share).rounded()))
  }

  /// 1; whether both have pictures, and their coverage; whether of both models were drawn, and their
  /// coverage; how many matches there are, up to four, 0…1. Distances are left out: below the
  /// threshold they tell how a picture was saved.
  ///
  /// All pictures that there are count as two at least: packs with one or two pictures and no model were
  /// not among those that the weights were fitted to, and are the same more often than not.
  static func features(of pair: ArchivePair) -> [Double] {
    let isAll = pair.modelCoverage == nil && (pair.pictureCoverage ?? 0) > 0.999
    return [
      1, pair.pictureCoverage == nil ? 0 : 1, pair.pictureCoverage ?? 0,
      pair.modelCoverage == nil ? 0 : 1, pair.modelCoverage ?? 0,
      Double(max(isAll ? 2 : 0, min(4, pair.matches.count))) / 4,
    ]
  }
}
