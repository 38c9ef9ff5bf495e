internal import SystemAllocator

/// Memory that was let go of.
package enum FreeMemory {
  /// Gives the system back what the allocator keeps for later, after work that took much for a while: a
  /// server that found its duplicates need not stay as large as it was then. Allocations wait for some
  /// milliseconds meanwhile (malloc_trim(3)).
  package static func giveBack() { _ = malloc_trim(0) }
}
