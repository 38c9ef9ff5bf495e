internal import Core
internal import Engine
internal import HTTPKit

/// What the schedule brings next.
struct DueWork: Sendable {
  let kind: String
  /// As cron writes them.
  let times: String
  let next: Timestamp

  static let fields = AnswerFields<DueWork>(
    "DueWork",
    [
      .init("kind", .choice(JobWork.kinds)) { .string($0.kind) },
      .init("times", .text, "Minute, hour, day, month, weekday, as cron writes them.") {
        .string($0.times)
      },
      .init("next", .text, "When it comes next.") { .string($0.next.rfc3339) },
    ])
}
