internal import Core
internal import Engine
internal import HTTPKit

/// A page of what a search found.
struct SearchAnswer: Sendable {
  let page: FoundPage
  let pictures: [ImageID: PictureSummary]
  /// What went wrong on the way and did not end the search.
  let remarks: [String]
  let milliseconds: Double

  init(
    _ page: FoundPage, _ reader: CatalogueReader, remarks: [String],
    started: ContinuousClock.Instant
  ) throws {
    self.page = page
    let pictures = try reader.summaries(of: page.hits.map(\.id))
    self.pictures = Dictionary(uniqueKeysWithValues: pictures.map { ($0.id, $0) })
    self.remarks = remarks + page.notices.map(Self.words)
    milliseconds = (started.duration(to: .now) / .milliseconds(1) * 100).rounded() / 100
  }

  static let fields = AnswerFields<SearchAnswer>(
    "SearchPage",
    [
      .init("hits", .list(hit.shape), "The best first.") { answer in
        .array(answer.hits.map(hit.value))
      },
      .init("total", .count, "Hits so far; all of them where `next_cursor` is null.") {
        .count($0.page.total)
      },
      .init("next_cursor", .nullable(.text)) { .known($0.page.next) },
      .init("no_good_match", .bool, "Nothing is what was looked for.") {
        .bool($0.page.verdict != .found)
      },
      .init("notices", .list(.text), "What a person should know of this search.") {
        .texts($0.remarks)
      },
      .init("took_ms", .anyNumber) { .number($0.milliseconds) },
    ])

  /// A picture that went meanwhile is left out.
  var hits: [Hit] {
    page.hits.compactMap { found in
      pictures[found.id].map { Hit(hit: found, picture: $0) }
    }
  }

  struct Hit: Sendable {
    let hit: FoundHit
    let picture: PictureSummary
  }

  static let hit = AnswerFields<Hit>(
    "SearchHit",
    [
      .init("id", .id) { .string("\($0.picture.ulid)") },
      .init("score", .number(0...1)) { .number($0.hit.score) },
      .init("percent", .nullable(.integer(0...100)), "The score, rounded down.") { found in
        found.hit.band == nil
          ? .null : .count(Int(saturating: (found.hit.score * 100 + 1e-9).rounded(.down)))
      },
      .init("similarity", .nullable(.number(-1.001...1.001)), "The cosine.") {
        .known($0.hit.similarity.map(Double.init))
      },
      .init(
        "band", .nullable(.choice(["none", "weak", "likely", "strong"])),
        "null where nothing was looked for."
      ) { .known($0.hit.band?.title) },
      .init("why", .list(.text)) { .texts($0.hit.explanations) },
      .init("image", PictureItem.fields.shape) { PictureItem.value(of: $0.picture) },
    ])

  private static func words(_ notice: SearchNotice) -> String {
    switch notice {
    case .noTextModel:
      "Only names, tags, titles, captions, folders and cameras were searched: no model is in use."
    case .withoutVectors(let count):
      "\(count) picture\(count == 1 ? " has" : "s have") not been looked at by the model yet."
    case .corrected(let typed, let found): "'\(typed)' was read as '\(found)'."
    case .partly: "No picture has all the words; these have some of them."
    }
  }
}
