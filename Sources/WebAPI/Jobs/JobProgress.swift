/// How far a job got, to be compared with how far it got when it was begun before: a job that gets
/// further each time is not the reason why the server ends.
///
/// What a job counts (`done` of `total`) does not tell: it begins at nothing in each of its phases, and
/// what was done before is not done again.
struct JobProgress: RawRepresentable, Hashable, Comparable, Sendable {
  let rawValue: Int64

  init(rawValue: Int64) { self.rawValue = rawValue }

  static let none = JobProgress(rawValue: 0)

  /// - Parameters:
  ///   - phase: of the job's own, 0…999.
  ///   - done: things that are done for good.
  init(phase: Int, done: Int) {
    rawValue = Int64(phase) << 40 + Int64(min(done, (1 << 40) - 1))
  }

  /// - Parameter remaining: things that are still to do, where those that are done are not known again.
  init(phase: Int, remaining: Int) { self.init(phase: phase, done: (1 << 40) - 1 - remaining) }

  static func < (one: JobProgress, other: JobProgress) -> Bool { one.rawValue < other.rawValue }
}
