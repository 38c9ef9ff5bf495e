package import Core

/// What the catalogue knows of a path.
package struct CataloguedFile: Hashable, Sendable {
  package var id: FileID
  package var path: FilePath
  package var identity: FileIdentity
  /// `nil` for a file that never could be read.
  package var image: ImageID?
  package var state: FileState
  package var failure: FileFailure?
  package var firstSeen: Timestamp
  /// When its content was read last.
  package var checkedAt: Timestamp
  package var missingSince: Timestamp?
  /// The words of the marks beside it, in their order.
  package var marks: [String] = []
}

/// Where a file stands.
package enum FileState: String, Hashable, Sendable, CaseIterable {
  case present
  /// Not there at the last scan of its root.
  case missing
  /// Moved aside by a review.
  case staged
  /// There, but no picture could be made of it.
  case failed
}

/// Why no picture could be made of a file.
package struct FileFailure: Hashable, Sendable {
  package var code: String
  package var message: String
  package var remedy: String
  /// How many times it was tried with the same outcome.
  package var attempts: Int

  package init(code: String, message: String, remedy: String, attempts: Int) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.attempts = attempts
  }
}
