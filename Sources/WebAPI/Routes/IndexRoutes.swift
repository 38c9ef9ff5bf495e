internal import Core
internal import Engine
internal import HTTPKit

/// What the library holds (requirement 003).
struct IndexRoutes {
  let api: API

  var all: [Route] {
    [
      Route(
        .get, "/api/index/status", name: "indexStatus", "What the library holds.",
        answers: [.json(Self.shape)]
      ) { [api] _ in
        let (status, roots) = try await api.move { (try $0.status(), try $0.reader.roots()) }
        return .json(JSONText.bytes(Self.value(status, roots)))
      }
    ]
  }

  static let shape: JSONShape = .named(
    "IndexStatus",
    .object([
      .init("total_images", .count), .init("total_files", .count), .init("failed_files", .count),
      .init("last_updated", .nullable(.text)), .init("folders", .list(.object(JSONShape.path))),
      .init("duplicate_groups", .nullable(.count), "null before the first search."),
      .init("staged_items", .count, "Pictures that were set aside, as /api/review counts them."),
      .init("staged_files", .count, "With their companions."), .init("staged_bytes", .count),
    ]))

  private static func value(_ status: LibraryStatus, _ roots: [CataloguedRoot]) -> JSONValue {
    let statistics = status.statistics
    return [
      "total_images": .integer(Int64(statistics.imageCount)),
      "total_files": .integer(Int64(statistics.files[.present]?.count ?? 0)),
      "failed_files": .integer(Int64(statistics.files[.failed]?.count ?? 0)),
      "last_updated": statistics.lastIndexed.map { .string($0.rfc3339) } ?? .null,
      "folders": .array(roots.map { .object(JSONValue.path($0.path)) }),
      "duplicate_groups": status.duplicateGroups.map { .integer(Int64($0)) } ?? .null,
      "staged_items": .count(status.stagedItems),
      "staged_files": .integer(Int64(status.stagedFiles)),
      "staged_bytes": .integer(status.stagedBytes),
    ]
  }
}
