import CommandKit
import WebAPI

/// The option of `semblance serve` that says what is done without anybody asking, and when.
enum ServeSchedule {
  static let times = Option(
    repeating: "schedule", .text.named("KIND=TIME"),
    help:
      "When a kind of job comes by itself, as cron writes times: 'sweep=30 1 * * 0', 'scan=0 * * * *'; 'sweep=never' for never."
  )
}
