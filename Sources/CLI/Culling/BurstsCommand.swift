import CommandKit
import Core
import Engine

/// `semblance bursts`.
enum BurstsCommand {
  static let window = Option(
    "window", short: "w", .duration(.milliseconds(1) ... .seconds(86_400)), default: .seconds(30),
    environment: "SEMBLANCE_WINDOW",
    help: "How long after the first picture of a burst the others may follow.")
  static let similar = Flag(
    "similar", help: "Only pictures that look alike too; always so with --mode stage.")
  static let pattern = Option(
    "time-pattern", NamePattern.type,
    help: "A regular expression for file names; its first group, or all of it, is the time.")
  static let folders = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "everything that is indexed",
    help: "Only pictures in these folders.")

  static let command = Command(
    "bursts", abstract: "Find pictures that were made within seconds of each other.",
    discussion: """
      The time is that of the file name (20250719_143022, 2025-07-19 14.30.22, seconds or \
      milliseconds since 1970), else the camera's, else the file's own, which the report says. Where \
      names tell a stage, such as stage1.5_face_swapped, only equal stages are put together. \
      Pictures that were said to be no duplicates are not.

      With --mode stage all but the best of what looks alike is set aside; undo puts it back.
      """,
    examples: [
      Example("semblance bursts --window 30s", "What was made within half a minute:"),
      Example("semblance bursts --similar --html bursts.html", "What looks alike, side by side:"),
      Example("semblance bursts --keep newest --mode stage", "Keep the newest of each:"),
    ],
    parameters: [window, similar, pattern, CullOptions.stagePattern] + CullOptions.all + [folders],
    exclusive: CullOptions.exclusive
  ) { invocation in
    try await invocation.withLibrary { library in
      let search = try CullOptions.search(of: invocation, invocation[folders], in: library)
      let milliseconds = invocation[window].components
      let time = invocation[pattern].map { pattern in
        { (name: String) in pattern.parts(of: name).map { $0.count > 1 ? $0[1] : $0[0] } }
      }
      let report = try library.findBursts(
        search,
        window: milliseconds.seconds * 1000 + milliseconds.attoseconds / 1_000_000_000_000_000,
        comparing: invocation[similar] || invocation[CullOptions.mode] == .stage, time: time,
        stage: try CullOptions.stages(of: invocation),
        cancellation: invocation.cancellation)
      return try CullCommandBody(library: library, invocation: invocation).finish(report)
    }
  }
}
