package import Core

/// A picture that was sent.
package struct Upload: Sendable {
  /// As the sender calls it; never a path.
  package var name: String
  /// Where its bytes lie, below ``Library/incomingFolder()``; moved away when it is kept.
  package var file: FilePath

  package init(name: String, file: FilePath) {
    self.name = name
    self.file = file
  }
}

/// What became of a picture that was sent.
package struct UploadOutcome: Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case created
    /// The library has it already.
    case duplicate
    case failed
  }

  package var name: String
  package var status: Status
  package var image: ULID?
  /// Why it failed.
  package var error: String?
}
