internal import Accounts
internal import Core
internal import Engine
internal import HTTPKit

/// Who looked at what, and who changed what.
struct AuditRoutes {
  let api: API

  var all: [Route] { [entries] }

  private static let fields = AnswerFields<AuditEntry>(
    "AuditEntry",
    [
      .init("at", .text) { .string(Timestamp(rawValue: $0.at).rfc3339) },
      .init("by", .choice(AuditEntry.Proof.allCases.map(\.rawValue)), "How one was let in.") {
        .string($0.proof.rawValue)
      },
      .init("key", .nullable(.text), "What the key is called.") { .known($0.key) },
      .init("peer", .text) { .string($0.peer) },
      .init("method", .text) { .string($0.method) },
      .init("action", .text, "The route's name in this document.") { .string($0.action) },
      .init("images", .list(.id), "At most 256 of them.") { entry in
        .array(entry.images.map { .string("\($0)") })
      },
      .init("image_count", .count) { .count($0.imageCount) },
      .init("request_count", .count, "Thumbnails within a second are one entry.") {
        .count($0.requestCount)
      },
      .init("status", .count) { .count($0.status) },
      .init("outcome", .choice(["done", "refused", "failed"])) { .string($0.outcome) },
      .init("request_id", .nullable(.text)) { .known($0.requestID) },
    ])

  private static let moment: JSONShape = .pattern(
    TextPattern(
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z)?$",
      "a time such as 2026-05-01 or 2026-05-01T12:00:00Z"
    ) { MomentReader.milliseconds($0) != nil })

  private var entries: Route {
    Route(
      .get, "/api/audit", name: "audit",
      "What your user, and whoever has your user's keys, did: the latest first.",
      access: .scope(.admin),
      query: [
        .init("image", .id, "Only what names this picture."),
        .init("action", .text(1...100), "Only this, as `image` or `resolveGroup`."),
        .init("key", .text(1...100), "Only by the key of this name."),
        .init("since", Self.moment, "From then on, in UTC."), .init("until", Self.moment),
        .init("cursor", .text(1...60), "The `next_cursor` of the page before."),
        .init("limit", .integer(1...1_000), default: 100),
      ],
      answers: [
        .json(
          .named(
            "AuditPage",
            .object([
              .init("entries", .list(Self.fields.shape)), .init("next_cursor", .nullable(.text)),
            ])))
      ]
    ) { [api] request in
      guard let principal = request.facts[Principal.self] else { throw AccessCheck.nobody }
      let wish = request.arguments
      var query = AuditQuery()
      query.user = principal.owner
      query.image = wish["image"]?.text.flatMap { ULID($0) }
      (query.action, query.key) = (wish["action"]?.text, wish["key"]?.text)
      query.since = wish["since"]?.text.flatMap(MomentReader.milliseconds)
      query.until = wish["until"]?.text.flatMap(MomentReader.milliseconds)
      query.cursor = wish["cursor"]?.text
      query.limit = wish["limit"]?.int ?? 100
      let page = try await api.audit.entries(query)
      return .json(
        JSONText.bytes([
          "entries": .array(page.entries.map(Self.fields.value)), "next_cursor": .known(page.next),
        ]))
    }
  }
}
