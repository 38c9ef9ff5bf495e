package import Core

/// What was found in an archive.
package struct ArchiveContents: Sendable {
  package var format: ArchiveFormat
  /// In the order in which they lie, those of archives within in place of these.
  package var files: [ArchivedFile] = []
  /// What was passed over, with the reason: names that lead outside, links, encrypted or damaged
  /// entries, names that occur twice. The first ``issueLimit`` of them.
  package var issues: [Fault] = []
  package var issueCount = 0

  package static let issueLimit = 100

  package init(format: ArchiveFormat) { self.format = format }

  mutating func add(_ issue: Fault) {
    issueCount += 1
    if issues.count < Self.issueLimit { issues.append(issue) }
  }
}
