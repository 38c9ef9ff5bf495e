import CommandKit
import Core
import Engine

/// `semblance sets`.
enum SetsCommand {
  static let radius = Option(
    "radius", .integer(0...72), default: SetCriteria().radius,
    help: "How many of 256 bits the hashes of two pictures of one stage may differ by.")
  static let cosine = Option(
    "cosine", .number(-1...1), environment: "SEMBLANCE_SET_COSINE",
    defaultText: "0.95 by a model's vectors, 0.7 by the built-in descriptor",
    help: "How alike the vectors of two pictures of one stage are at least.")
  static let crossCheck = Flag(
    "cross-check",
    help: "The YAML and JSON files beside the pictures must say the same as well.")
  static let ignored = Option(
    repeating: "ignore-key", ValueType<String>.text.named("KEY"),
    help: "A key of those files that may differ; may be given several times.")
  static let folders = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "everything that is indexed",
    help: "Only pictures in these folders.")

  static let command = Command(
    "sets", abstract: "Find whole stage sets that are there more than once.",
    discussion: """
      Pictures whose names differ only from 'stage' on, such as 20250719_143022_stage1_generated.png \
      and 20250719_143022_stage2_upscaled.png, form a set. Two sets are the same when they have the \
      same stages and every stage is the same picture: exactly, in its pixels, or saved again, and \
      alike by the vectors of a model or of the built-in descriptor.

      With --mode stage all but the best set is set aside in delete_review, whole and with every \
      companion, or not at all; undo puts it back.
      """,
    examples: [
      Example("semblance sets", "See what is there more than once:"),
      Example(
        "semblance sets --cross-check --ignore-key seed --markdown sets.md",
        "Only where the metadata agrees:"),
      Example("semblance sets --keep newest --mode stage", "Keep the newest of each:"),
    ],
    parameters: [radius, cosine, CullOptions.stagePattern, crossCheck, ignored] + CullOptions.all
      + [folders],
    exclusive: CullOptions.exclusive
  ) { invocation in
    try await invocation.withLibrary { library in
      let search = try CullOptions.search(of: invocation, invocation[folders], in: library)
      var criteria = SetCriteria()
      criteria.radius = invocation[radius]
      criteria.cosine = invocation[cosine].map { Float($0) }
      criteria.stage = try CullOptions.stages(of: invocation)
      criteria.crossChecks = invocation[crossCheck]
      criteria.ignoredKeys = Set(invocation[ignored])
      let report = try library.findSets(
        search, criteria, cancellation: invocation.cancellation)
      return try CullCommandBody(library: library, invocation: invocation).finish(report)
    }
  }
}
