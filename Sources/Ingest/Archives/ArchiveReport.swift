package import Core

/// What became of archives in an index.
package struct ArchiveReport: Sendable {
  /// That the scan listed.
  package var found = 0
  package var unchanged = 0
  /// Read in this run.
  package var indexed = 0
  /// Of those, without anything to look at.
  package var withoutPreview = 0
  /// Known contents under a new path.
  package var linked = 0
  /// Failed in this run.
  package var failed = 0
  /// Failed before, unchanged, and therefore not tried again.
  package var stillFailed = 0
  /// No longer there, or no longer asked for.
  package var missing = 0
  /// What could not be read, by path.
  package var issues: [Fault] = []
  /// Entries of archives that were passed over in this run.
  package var entryIssues = 0
  package var wasCancelled = false
  package var seconds = 0.0

  package init() {}

  /// Settled so far.
  package var done: Int { unchanged + indexed + linked + failed + stillFailed }
}
