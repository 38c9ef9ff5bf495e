package import Core

/// What a scan compares a file on disk with.
package struct KnownFile: Hashable, Sendable {
  package var id: FileID
  package var identity: FileIdentity
  package var image: ImageID?
  package var state: FileState
  /// The code of its fault while it is `failed`.
  package var failureCode: String?
  /// The words of the marks beside it, in their order.
  package var marks: [String] = []
}
