/// How far a piece of work is.
package struct ProgressCounts: Hashable, Sendable {
  /// Items that are finished, whatever came of them: `skipped` and `failed` are among them.
  package var done: Int
  package var skipped: Int
  package var failed: Int
  /// `nil` while nobody knows.
  package var total: Int?

  package init(done: Int = 0, skipped: Int = 0, failed: Int = 0, total: Int? = nil) {
    self.done = done
    self.skipped = skipped
    self.failed = failed
    self.total = total
  }

  /// The part that is done, 0…1; `nil` when the total is not known.
  package var fraction: Double? {
    total.map { $0 > 0 ? min(1, Double(done) / Double($0)) : 1 }
  }
}
