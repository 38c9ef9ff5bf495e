/// A change to the file system that is about to happen; for tests that end the process there.
package enum DiskChange: Sendable {
  case create, write, synchronise, rename, remove, cut
}

/// Called before each change; a write comes in pieces of a kilobyte then, so that it can be torn.
package typealias DiskWitness = @Sendable (DiskChange) -> Void
