package import Core

/// The outcome of an index.
package struct IndexReport: Sendable {
  package var counts = IndexCounts()
  /// What could not be listed, read or decoded, by path; the first ``issueLimit`` of them.
  package var issues: [Fault] = []
  /// How many there were.
  package var issueCount = 0
  /// Whether the run was stopped; the next one goes on from there.
  package var wasCancelled = false
  package var seconds = 0.0

  /// So that a million unreadable files do not fill the memory; the catalogue lists them all.
  package static let issueLimit = 10_000

  package init() {}

  mutating func add(_ fault: Fault) {
    issueCount += 1
    if issues.count < Self.issueLimit { issues.append(fault) }
  }

  mutating func sortIssues() {
    issues.sort { left, right in
      let (one, other) = (left.path ?? FilePath(""), right.path ?? FilePath(""))
      return one == other ? left.code.name < right.code.name : one < other
    }
  }
}
