/// A change to the file system that is about to happen; for tests that end the process there.
package enum DiskChange: String, CaseIterable, Sendable {
  case create, write, synchronise, rename, remove, cut
  /// A write to a log.
  case append
}

/// Called before each change; a write comes in pieces of 64 bytes then, so that it can be torn.
package typealias DiskWitness = @Sendable (DiskChange) -> Void
