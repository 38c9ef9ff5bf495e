internal import Core
internal import Engine
internal import HTTPKit

/// Which pictures to put into clusters, and how, as requirement 001 asks for it.
struct ClusterWish: Hashable, Sendable {
  var selection: PictureSelection
  var method: ClusterMethod
  /// Whether the caller waits for few pictures, rather than for a job.
  var isAwaited: Bool
  /// The wish as it was said, to be noted.
  let text: String

  private enum Method: String, CaseIterable {
    case agglomerative, hdbscan
  }

  /// Pictures that one call may name, and pictures that are compared at most.
  private static let (namedLimit, limit) = (10_000, 100_000)
  private static let (usualLimit, usualCosine, usualSize) = (2_000, 0.92, 5)

  static let shape: JSONShape = .named(
    "ClusterWish",
    .object([
      .init(
        "image_ids", .nullable(.list(.id, 1...namedLimit)), required: false,
        "Only these pictures; without it all of them."),
      .init("filter", .nullable(.filter), required: false, SearchRoutes.filterHelp),
      .init(
        "limit", .integer(1...limit), required: false,
        "Pictures that are compared, the latest first; \(usualLimit) by default."),
      .init(
        "method", .choice(Method.allCases.map(\.rawValue)), required: false,
        "agglomerative by default."),
      .init(
        "linkage", .choice(Linkage.allCases.map(\.rawValue)), required: false,
        "Of agglomerative: average by default."),
      .init(
        "threshold", .number(-1...1), required: false,
        "Of agglomerative: merges while clusters are so alike, as a cosine; \(usualCosine) by default."
      ),
      .init(
        "count", .integer(1...limit), required: false,
        "Of agglomerative: merges until so many are left, single pictures included."),
      .init(
        "min_size", .integer(2...limit), required: false,
        "Of hdbscan: pictures that a cluster has at least; \(usualSize) by default."),
      .init(
        "samples", .integer(1...1_000), required: false,
        "Of hdbscan: near pictures that make a place dense; as min_size by default."),
      .init(
        "wait", .bool, required: false,
        "false makes a job of it, however few the pictures are; true by default."),
    ]))

  /// - Throws: ``HTTPProblem`` 422 for what does not go together, a fault for the filter.
  init(_ wish: JSONValue, _ images: [ImageID]?) throws {
    selection = PictureSelection(
      images: images, limit: wish["limit"]?.int ?? Self.usualLimit)
    if let filter = wish["filter"], filter != .null { selection.filter = try Filter(filter) }
    method = try Self.method(wish)
    isAwaited = wish["wait"] != false
    text = JSONText.text([
      "wish": wish,
      "images": images.map { .array($0.map { .integer($0.rawValue) }) } ?? .null,
    ])
  }

  /// A wish that was noted.
  ///
  /// - Returns: `nil` for what another version wrote.
  init?(text: String) {
    guard let noted = try? JSONValue(parsing: text.utf8), let wish = noted["wish"] else {
      return nil
    }
    var images: [ImageID]?
    if case .array(let rows)? = noted["images"] {
      images = rows.compactMap { $0.int.map { ImageID(rawValue: Int64($0)) } }
    }
    guard let known = try? Self(wish, images) else { return nil }
    self = known
  }

  private static func method(_ wish: JSONValue) throws(HTTPProblem) -> ClusterMethod {
    let method = wish["method"]?.text.flatMap(Method.init) ?? .agglomerative
    let others = method == .hdbscan ? ["linkage", "threshold", "count"] : ["min_size", "samples"]
    if let other = others.first(where: { wish[$0] != nil }) {
      throw .field(other, "the method \(method.rawValue) has no such setting")
    }
    if method == .hdbscan {
      let size = wish["min_size"]?.int ?? usualSize
      return .density(minimumSize: size, samples: wish["samples"]?.int ?? min(size, 1_000))
    }
    let linkage = wish["linkage"]?.text.flatMap(Linkage.init) ?? .average
    guard let count = wish["count"]?.int else {
      return .threshold(Float(wish["threshold"]?.double ?? usualCosine), linkage)
    }
    if wish["threshold"] != nil {
      throw .field("threshold", "either a threshold or a count is needed, not both")
    }
    return .count(count, linkage)
  }
}
