internal import Core
internal import Engine

/// What a job does.
enum JobWork: Hashable, Sendable {
  /// Looks at folders; `nil` for all that are known.
  case scan([FilePath]?)
  case duplicates
  /// Searches for duplicates by two stages too: near hashes, then the cosine of vectors.
  case sweep
  /// Looks for pictures that are unlike the rest.
  case anomalies
  /// Makes the vectors of the model in use that are missing.
  case embeddings
  /// Puts pictures into clusters.
  case clusters(ClusterWish)
  /// Tidies indexes and the catalogue.
  case compaction

  static let kinds = [
    "scan", "duplicates", "sweep", "anomalies", "embeddings", "clusters", "compaction",
  ]
  /// Those that are about the whole library.
  static let whole: [JobWork] = [.duplicates, .sweep, .anomalies, .embeddings, .compaction]

  var kind: String {
    switch self {
    case .scan: "scan"
    case .duplicates: "duplicates"
    case .sweep: "sweep"
    case .anomalies: "anomalies"
    case .embeddings: "embeddings"
    case .clusters: "clusters"
    case .compaction: "compaction"
    }
  }

  /// The higher goes first: what brings pictures in before what is made of them, that before tidying.
  var priority: Int {
    switch self {
    case .scan: 3
    case .embeddings, .clusters: 2
    case .duplicates, .anomalies: 1
    case .sweep, .compaction: 0
    }
  }

  // MARK: In the ledger

  var target: String {
    switch self {
    case .scan(nil): "null"
    case .scan(let paths?): JSONText.text(.texts(paths.map { Hexadecimal.string(of: $0.bytes) }))
    case .clusters(let wish): wish.text
    default: ""
    }
  }

  /// - Returns: `nil` for what another version wrote.
  init?(kind: String, target: String) {
    switch kind {
    case "scan":
      guard let value = try? JSONValue(parsing: target.utf8) else { return nil }
      guard case .array(let elements) = value else { self = .scan(nil); return }
      self = .scan(
        elements.compactMap { $0.text.flatMap(Hexadecimal.bytes).map { FilePath(bytes: $0) } })
    case "clusters":
      guard let wish = ClusterWish(text: target) else { return nil }
      self = .clusters(wish)
    default:
      guard let work = Self.whole.first(where: { $0.kind == kind }) else { return nil }
      self = work
    }
  }
}
