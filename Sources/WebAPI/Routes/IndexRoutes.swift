internal import Core
internal import Engine
internal import HTTPKit

/// What the library holds (requirement 003).
struct IndexRoutes {
  let api: API

  var all: [Route] {
    [
      Route(.get, "/api/index/status", name: "indexStatus") { [api] _ in
        let (status, roots) = try await api.call { (try $0.status(), try $0.reader.roots()) }
        return .json(JSONText.bytes(Self.value(status, roots)))
      }
    ]
  }

  private static func value(_ status: LibraryStatus, _ roots: [CataloguedRoot]) -> JSONValue {
    let statistics = status.statistics
    return [
      "total_images": .integer(Int64(statistics.imageCount)),
      "total_files": .integer(Int64(statistics.files[.present]?.count ?? 0)),
      "failed_files": .integer(Int64(statistics.files[.failed]?.count ?? 0)),
      "last_updated": statistics.lastIndexed.map { .string($0.rfc3339) } ?? .null,
      "folders": .array(roots.map { .object(JSONValue.path($0.path)) }),
      "duplicate_groups": status.duplicateGroups.map { .integer(Int64($0)) } ?? .null,
      "staged_files": .integer(Int64(status.stagedFiles)),
      "staged_bytes": .integer(status.stagedBytes),
    ]
  }
}
