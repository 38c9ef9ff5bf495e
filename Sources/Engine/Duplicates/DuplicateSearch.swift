package import Core
package import Grouping

/// What to search for.
package struct DuplicateSearch: Sendable {
  /// Only pictures with a file below one of these; empty for all.
  package var folders: [FilePath] = []
  /// Kinds to report. Scenes (``Grouping/DuplicateKind/burst``) are not duplicates and reported only
  /// when asked for.
  package var kinds: Set<DuplicateKind> = Set(DuplicateKind.allCases.filter(\.isCopy))
  /// Groups less sure than this are left out, 0…100.
  package var leastConfidence = 0
  package var options = DuplicateOptions()
  /// Which file of a group to keep; see `KeeperRanking` for what decides without rules.
  package var keep = KeepWish() { didSet { options.keep = keep.rules } }

  package init() {}
}
