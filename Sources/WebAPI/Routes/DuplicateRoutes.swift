internal import Core
internal import Engine
internal import HTTPKit

/// Groups of duplicates of the latest search.
struct DuplicateRoutes {
  let api: API

  /// Groups an answer holds at most.
  private static let pageLimit = 200

  var all: [Route] {
    [
      Route(.get, "/api/duplicates", name: "duplicates") { [api] request in
        let page = try Self.page(request)
        let answer = try await api.call { library -> JSONValue in
          guard let listing = try library.lastDuplicates() else { return Self.none }
          let groups = listing.groups.dropFirst(page.offset).prefix(page.limit)
          let reader = library.reader
          return [
            "search": .integer(listing.run),
            "group_count": .integer(Int64(listing.groups.count)),
            "copy_count": .integer(Int64(listing.duplicateCount)),
            "reclaimable_bytes": .integer(listing.reclaimableBytes),
            "groups": .array(try groups.map { try Self.value($0, reader) }),
            "next_offset": page.offset + groups.count < listing.groups.count
              ? .integer(Int64(page.offset + groups.count)) : .null,
          ]
        }
        return .json(JSONText.bytes(answer))
      }
    ]
  }

  private static let none: JSONValue = [
    "search": nil, "group_count": 0, "copy_count": 0, "reclaimable_bytes": 0, "groups": [],
    "next_offset": nil,
  ]

  private static func page(_ request: HTTPRequest) throws -> (offset: Int, limit: Int) {
    func number(_ name: String, _ fallback: Int, _ range: ClosedRange<Int>) throws -> Int {
      guard let text = request.target.value(of: name) else { return fallback }
      guard let value = Int(text), range.contains(value) else {
        throw HTTPProblem(
          .unprocessableContent, type: "parameter",
          detail: "\(name) is a number from \(range.lowerBound) to \(range.upperBound).")
      }
      return value
    }
    return (try number("offset", 0, 0...10_000_000), try number("limit", 50, 1...pageLimit))
  }

  private static func value(_ group: ListedGroup, _ reader: CatalogueReader) throws -> JSONValue {
    [
      "number": .integer(Int64(group.number)), "kind": .string(group.kind.rawValue),
      "title": .string(group.kind.title), "confidence": .integer(Int64(group.confidence)),
      "automatic": .bool(group.kind.isAutomatic),
      "reclaimable_bytes": .integer(group.reclaimableBytes),
      "members": .array(try group.members.map { try value($0, reader) }),
    ]
  }

  private static func value(
    _ member: ListedGroup.Member, _ reader: CatalogueReader
  ) throws -> JSONValue {
    let id = try reader.image(member.image).map { "\($0.ulid)" }
    return .object(
      JSONValue.path(member.path) + [
        .init("image_id", id.map(JSONValue.string) ?? .null),
        .init("best", .bool(member.isBest)), .init("reference", .bool(member.isReference)),
        .init("kind", member.kind.map { .string($0.rawValue) } ?? .null),
        .init("confidence", .integer(Int64(member.confidence))),
        .init("reasons", .array(member.reasons.map(JSONValue.string))),
        .init("width", .integer(Int64(member.width))),
        .init("height", .integer(Int64(member.height))),
        .init("format", .string(member.format.rawValue)),
        .init("byte_size", .integer(member.identity.size)),
        .init("thumbnail_url", id.map { .string("/api/images/\($0)/thumbnail") } ?? .null),
      ])
  }
}
