package import Core

/// What became of marks that were to be made or taken away.
package struct MarkOutcome: Sendable {
  /// Whether they were to be made.
  package let isMade: Bool
  /// The files that were made or taken away.
  package internal(set) var changed: [FilePath] = []
  /// How many were as they should be.
  package var unchanged = 0
}
