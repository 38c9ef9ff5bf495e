import CommandKit
import Core
import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `semblance search`.
enum SearchCommand {
  static let limit = Option(
    "limit", short: "n", .integer(1...100_000), default: 20, environment: "SEMBLANCE_LIMIT",
    help: "Show the best N pictures.")
  static let threshold = Option(
    "threshold", .number(0...1), default: 0,
    help: "Leave out pictures with a score below X; 0.8 and more is strong, 0.5 likely, 0.25 weak.")
  static let all = Flag("all", short: "a", help: "Also show what does not match well.")
  static let mode = Option(
    "mode", .choice(of: SearchRequest.Mode.self) { $0.rawValue }.named("MODE"),
    default: .automatic, environment: "SEMBLANCE_SEARCH_MODE",
    help: """
      Look for texts in words (names, tags, titles, captions, folders, cameras), in the meaning of \
      what pictures show, or automatically in both.
      """)
  static let fusion = Option(
    "fusion", .choice(of: Fusion.self) { $0.rawValue }.named("FUSION"), default: .calibrated,
    help: "How words and meaning become one order: by calibrated scores, or by ranks alone.")
  static let recency = Option(
    "boost-recent", .number(0...10), default: 0,
    help: "How much recent pictures are preferred; 1 weighs as much as the match.")
  static let quality = Option(
    "boost-quality", .number(0...10), default: 0,
    help: "How much pictures with a high quality score are preferred.")
  static let expansion = Flag(
    "expand", default: true, environment: "SEMBLANCE_EXPAND",
    help: "Also look for synonyms, from synonyms.txt in the library and WordNet if it is installed."
  )
  static let templates = Flag(
    "templates", default: true,
    help: "Let a model read a few words in several sentences, as in 'a photo of a dog'.")
  static let crops = Flag(
    "crops", default: true, environment: "SEMBLANCE_SEARCH_CROPS",
    help: "Also look at parts of pictures, where the library has vectors of them (index --crops).")
  static let explain = Flag("explain", help: "Say for each picture why it was found.")
  static let suggest = Flag(
    "suggest",
    help: "Show what the words may become: earlier queries, tags, cameras, folders, dates.")
  static let cursor = Option(
    "cursor", .text, help: "Go on behind an earlier page: the \"next\" of its JSON.")
  static let csv = Option(
    "csv", .file, help: "Write a table to FILE, one line a picture; - is standard output.")
  static let html = Option(
    "html", .file, help: "Write a page with the pictures to FILE; - is standard output.")
  static let filesOnly = Flag("files", short: "f", help: "Print only the paths, best first.")
  static let nulls = Flag(
    "null", short: "0", help: "Like --files, each path ended by a NUL byte, for xargs -0.")
  static let words = Argument(
    repeating: "TERM", .word, atLeast: 0, defaultText: "everything, the latest first",
    help:
      "Text, a picture file, or # and a picture's id; joined by + and -, with weights as in 2:dog.")

  static let command = Command(
    "search", abstract: "Find pictures by words, by example, and by what is known of them.",
    discussion: """
      Terms are joined by + and -, with blanks around them; what follows - is avoided. Words without \
      a sign between them are one text. A number and a colon before a term is its weight.

      Conditions compare the fields of a picture: format, width, height, megapixels, size, path, name, \
      folder, camera, lens, iso, f_number, exposure, focal_length, taken, created_at, indexed_at, \
      has_gps, latitude, longitude, rating, favourite, orientation, shape, tags, marks, title, caption, \
      quality_score, duplicates, copies and others, with = != < <= > >= ~ (contains), in, between, is null, and, or, \
      not, and near(LAT, LON, KM).

      When nothing matches well, that is said, and nothing is shown; --all shows the nearest.
      """,
    examples: [
      Example("semblance search red bus", "By words:"),
      Example(
        "semblance search \"2:golden retriever\" + ./pool.jpg - fruit",
        "With weights, by example, and away from something:"),
      Example(
        "semblance search --where 'format = jpeg and iso > 800 and taken >= 2024-05'",
        "By what the camera wrote:"),
      Example("semblance search beach --after 2024 --html beach.html", "As a page to look at:"),
    ],
    parameters: [limit, threshold, all] + FilterOptions.all + [
      mode, fusion, recency, quality, expansion, templates, crops, explain, suggest, cursor,
      StandardOptions.json, csv, html, filesOnly, nulls, words,
    ],
    exclusive: [[StandardOptions.json, csv, html, filesOnly, nulls, suggest]]
  ) { invocation in
    if invocation[suggest] { return try await showSuggestions(invocation) }
    let request = try request(of: invocation)
    let shelf = try invocation.modelShelf
    let page = try await invocation.withLibrary { library in
      try library.requirePictures()
      let page = try library.search(
        request, model: try model(for: request, library, shelf, invocation.console))
      if let file = invocation[html] {
        let title = Self.title(of: request)
        try SearchHTML(page: page, title: title, thumbnail: library.reader.thumbnail(of:))
          .write(to: ResultFile(file, on: invocation.console))
      }
      return page
    }
    try show(page, request, invocation)
    try await remember(request, invocation)
    return .success
  }

  // MARK: Asking

  /// The model in use, where the request has something for it to read. Words and facts can be
  /// searched without it.
  private static func model(
    for request: SearchRequest, _ library: Library, _ shelf: ModelShelf, _ console: Console
  ) throws -> EmbeddingModel? {
    guard !request.terms.isEmpty, request.mode != .words else { return nil }
    do {
      return try library.model(from: shelf)
    } catch let fault as Fault where request.mode == .automatic {
      console.note("The model cannot be used: \(fault.message). Looking in words alone.")
      return nil
    }
  }

  private static func request(of invocation: Invocation) throws -> SearchRequest {
    let words = invocation[words].map(\.bytes)
    let expression = try QueryExpression(words: words, isFile: isFile)
    var request = SearchRequest(terms: expression.terms, filter: try invocation.filter())
    request.limit = invocation[limit]
    request.cursor = invocation[cursor]
    request.leastScore = invocation[threshold]
    if invocation[all] { request.leastBand = .none }
    request.mode = invocation[mode]
    request.fusion = invocation[fusion]
    request.isExpanded = invocation[expansion]
    request.usesTemplates = invocation[templates]
    request.usesCrops = invocation[crops]
    request.boosts = SearchBoosts(recency: invocation[recency], quality: invocation[quality])
    return request
  }

  private static func isFile(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withCString { fstatat(AT_FDCWD, $0, &status, 0) } == 0
      && status.st_mode & S_IFMT == S_IFREG
  }

  /// The query as it can be read: `golden retriever - fruit`.
  static func title(of request: SearchRequest) -> String {
    var title = ""
    for term in request.terms {
      let sign = term.weight < 0 ? "- " : title.isEmpty ? "" : "+ "
      title += (title.isEmpty ? "" : " ") + sign + term.title
    }
    return title
  }

  /// Only texts are worth being suggested. A library that cannot be written to can be searched.
  private static func remember(_ request: SearchRequest, _ invocation: Invocation) async throws {
    guard request.cursor == nil, !request.terms.isEmpty else { return }
    guard request.terms.allSatisfy({ if case .text = $0.content { true } else { false } }) else {
      return
    }
    let title = title(of: request)
    try await invocation.withLibrary { try? $0.remember(query: title) }
  }

  // MARK: Showing

  private static func show(
    _ page: SearchPage, _ request: SearchRequest, _ invocation: Invocation
  ) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      return try SearchJSON(page: page).write(to: console)
    }
    if invocation[filesOnly] || invocation[nulls] {
      let end: UInt8 = invocation[nulls] ? 0 : UInt8(ascii: "\n")
      for path in page.hits.flatMap(\.paths) { try console.write(path.bytes + [end]) }
    } else if let file = invocation[csv] {
      try SearchCSV(page: page).write(to: try ResultFile(file, on: console))
    } else if invocation[html] == nil {
      try SearchText(page: page, explains: invocation[explain], console: console).write()
    }
    try console.flush()
    SearchRemarks(page: page, request: request).show(on: console)
  }

  private static func showSuggestions(_ invocation: Invocation) async throws -> ExitCode {
    let typed = invocation[words].map(\.display).joined(separator: " ")
    let limit = invocation[limit]
    let found = try await invocation.withLibrary { library in
      try library.suggestions(for: typed, limit: limit)
    }
    var table = Table([.init(""), .init("")])
    for suggestion in found { table.add([suggestion.text, suggestion.kind.rawValue]) }
    for line in table.lines() { try invocation.console.print(line) }
    return .success
  }
}
