package import Core

/// What became of the archives of a document.
package struct ArchiveImportReport: Sendable {
  package var kind: ArchiveDocument
  /// In the document.
  package var archives = 0
  /// Files of which the document said what was not known here.
  package var added = 0
  /// Files that had been looked into as they are.
  package var known = 0
  /// Files that are not here, hold other bytes than the document says, or cannot be read.
  package var issues: [Fault] = []

  init(kind: ArchiveDocument) { self.kind = kind }
}
