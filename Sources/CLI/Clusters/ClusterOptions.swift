import CommandKit
import Core
import Engine

/// What `clusters`, `pairs` and `outliers` have in common.
enum ClusterOptions {
  static let space = Option(
    "space", name, environment: "SEMBLANCE_SPACE",
    defaultText: "a model's where there is one, else the built-in descriptor's",
    help: "Compare by these vectors: builtin-1, or the name of a model's space.")
  static let csv = Option(
    "csv", .file, help: "Write a table to FILE; - is standard output.")
  static let paths = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "everything that is indexed",
    help: "Only pictures in these folders.")

  static func threshold(default value: Double) -> Option<Double> {
    Option(
      "threshold", .number(-1...1).named("COSINE"), default: value,
      environment: "SEMBLANCE_CLUSTER_THRESHOLD",
      help: thresholdHelp)
  }

  static let thresholdHelp =
    "How alike pictures are at least: 1 is the same, 0 has nothing in common."

  private static let name = ValueType<String>(placeholder: "NAME", show: { $0 }) {
    (word) throws(ValueProblem) in
    guard let text = word.text, !text.isEmpty else { throw ValueProblem("the name of a space") }
    return text
  }
}

extension Invocation {
  func clusterFolders() throws -> [FilePath] {
    try self[ClusterOptions.paths].map { try $0.resolved() }
  }

  /// Says which pictures were left out, on standard error.
  func noteLacking(_ count: Int, space: VectorSpace) {
    if count == 0 { return }
    console.note(
      "\(CountText.text(count, "picture")) left out: nothing in \(space.name) yet. "
        + "semblance index describes them.")
  }
}
