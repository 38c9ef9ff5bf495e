internal import Core
internal import Engine
internal import HTTPKit

/// A piece of work that takes longer than a request, as it stands.
struct Job: Sendable {
  enum State: String, Sendable, CaseIterable {
    case queued, running, done, failed, cancelled
    /// Stopped with the server; goes on when it starts again.
    case parked

    var isOver: Bool { self != .queued && self != .running }
  }

  struct Failure: Sendable {
    var path: FilePath
    var reason: String
  }

  let id: ULID
  let work: JobWork
  var state = State.queued
  /// How often it was begun since it last got further.
  var attempts = 0
  /// How far it got this time, and in all times before.
  var (progress, furthest) = (JobProgress.none, JobProgress.none)
  /// Not begun before, because it failed.
  var notBefore: Timestamp?
  var done = 0
  /// `nil` while it is not known.
  var total: Int?
  var failed = 0
  /// Items a second.
  var rate: Double?
  var started: Timestamp?
  var finished: Timestamp?
  /// What it is doing, or what became of it.
  var message = ""
  /// The first of them.
  var failures: [Failure] = []

  /// Failures that a job tells; the catalogue lists them all.
  static let failureLimit = 100

  init(id: ULID, work: JobWork) {
    self.id = id
    self.work = work
  }

  /// By when it should be begun, in milliseconds since 1970: of jobs that wait the least goes first. A
  /// level of priority is worth a minute, so that nothing waits for ever behind what keeps coming.
  var turn: Int64 { id.milliseconds - Int64(work.priority) * 60_000 }

  /// Begins to count anew where it got further than ever before.
  mutating func countProgress() {
    guard state == .running, progress > furthest else { return }
    (furthest, attempts) = (progress, 1)
  }

  static let fields = AnswerFields<Job>(
    "Job",
    [
      .init("id", .id) { .string("\($0.id)") },
      .init("kind", .choice(JobWork.kinds)) { .string($0.work.kind) },
      .init("state", .choice(State.allCases.map(\.rawValue))) { .string($0.state.rawValue) },
      .init("done", .count) { .count($0.done) },
      .init("total", .nullable(.count), "null while it is not known.") { .known($0.total) },
      .init("failed", .count) { .count($0.failed) },
      .init("rate", .nullable(.anyNumber), "Items a second.") { job in
        .known(job.rate.map { ($0 * 10).rounded() / 10 })
      },
      .init("started", .nullable(.text)) { .known($0.started?.rfc3339) },
      .init("finished", .nullable(.text)) { .known($0.finished?.rfc3339) },
      .init("attempts", .count, "How often it was begun since it last got further.") {
        .count($0.attempts)
      },
      .init("next_attempt", .nullable(.text), "When it is tried again after it failed.") {
        .known($0.notBefore?.rfc3339)
      },
      .init("message", .text, "What it is doing, or what became of it.") { .string($0.message) },
      .init("failures", .list(failure.shape), "The first \(failureLimit).") { job in
        .array(job.failures.map(failure.value))
      },
    ])

  private static let failure = AnswerFields<Failure>(
    "JobFailure",
    [
      .init("path", .text) { .string($0.path.display) },
      .init("reason", .text) { .string($0.reason) },
    ])
}
