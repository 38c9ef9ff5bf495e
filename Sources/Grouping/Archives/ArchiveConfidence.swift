#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How sure it is that two archives hold the same, from what they have in common: what their pictures
/// say, or the share of bytes that lie in files of both, whichever is more.
///
/// What pictures say is a logistic regression on pairs of generated archives of which it is known,
/// some with up to four of five pictures replaced, others with pictures of packs that hold something
/// else (`Benchmarks/archives/confidence.py`; docs/BENCHMARKS.md has the corpus and how well it holds
/// on archives that it was not made from).
enum ArchiveConfidence {
  /// Weights of ``features(of:)``, the constant first.
  static let weights: [Double] = [-8.98, 10.05, 8.98]

  /// 0…99, and 100 for the same files.
  static func percent(of pair: ArchivePair) -> Int {
    if pair.hasSameFiles { return 100 }
    let sum = zip(weights, features(of: pair)).reduce(0) { $0 + $1.0 * $1.1 }
    let share = max(1 / (1 + exp(-sum)), pair.sharedBytes)
    return min(99, Int((100 * share).rounded()))
  }

  /// 1; the coverage; how many matches there are, up to four, 0…1. Distances are left out: below the
  /// threshold they tell how a picture was saved.
  static func features(of pair: ArchivePair) -> [Double] {
    [1, pair.coverage, Double(min(4, pair.matches.count)) / 4]
  }
}
