import Catalogue
import Core
import TestSupport
import Testing

@testable import Query

@Suite struct SearcherTests {
  private static func library() throws -> WordLibrary {
    try WordLibrary([
      .init(path: "/p/1.jpg", taken: "2020-01-01T00:00:00", shows: "dog"),
      .init(path: "/p/2.jpg", taken: "2022-01-01T00:00:00", shows: "dog pool"),
      .init(path: "/p/3.jpg", shows: "cat"),
      .init(path: "/p/4.jpg", tags: ["cat"], shows: "fruit"),
      .init(path: "/p/dog.jpg"),
      .init(path: "/p/6.jpg", shows: "pool fruit"),
    ])
  }

  @Test func meaningAndWordsBecomeOneList() throws {
    let page = try Self.library().searcher(hasModel: true).search(
      SearchRequest(terms: QueryExpression("cat").terms))
    // A tag says it for certain; what a model sees is a chance.
    #expect(page.hits.prefix(2).map { $0.paths[0].lastComponent } == ["4.jpg", "3.jpg"])
    #expect(page.hits.prefix(2).allSatisfy { $0.band == .strong })
    guard case .word(let finding)? = page.hits.first?.reasons.first,
      case .similarity(let cosine, let excess?, .strong)? = page.hits.dropFirst().first?.reasons
        .first
    else {
      Issue.record("\(page.hits.map(\.reasons))")
      return
    }
    #expect(finding.part == .tags && finding.found == "cat" && finding.manner == .exact)
    #expect(cosine > 0.99 && excess > 4.2)
    #expect(page.notices == [.withoutVectors(1)])
  }

  @Test func reciprocalRanksFuseWithoutScores() throws {
    var request = SearchRequest(terms: try QueryExpression("dog").terms)
    request.fusion = .reciprocalRank
    let hits = try Self.library().searcher(hasModel: true).search(request).hits
    #expect(Set(hits.prefix(2).map { $0.paths[0].lastComponent }) == ["1.jpg", "dog.jpg"])
    #expect(Fusion.reciprocal(ranks: [0, 0], lists: 2) == 1)
    #expect(Fusion.reciprocal(ranks: [1], lists: 2) < Fusion.reciprocal(ranks: [0], lists: 2))
  }

  @Test func termsAreAddedAndTakenAway() throws {
    let library = try Self.library()
    #expect(try library.names("dog + pool", hasModel: true).first == "2.jpg")
    #expect(try library.names("pool - fruit", hasModel: true).first == "2.jpg")
    #expect(try library.names("pool - dog", hasModel: true).first == "6.jpg")
  }

  @Test func picturesAreTerms() throws {
    let library = try Self.library()
    var request = SearchRequest(terms: [QueryTerm(.file("/elsewhere/cat.jpg"))])
    #expect(try library.names(request, hasModel: true) == ["3.jpg"])
    let row = try #require(library.rows["/p/1.jpg"])
    let image = try #require(try library.catalogue.reader().image(ImageID(rawValue: row)))
    request.terms = [QueryTerm(.picture(image.ulid))]
    #expect(try library.names(request, hasModel: true) == ["2.jpg"])
    request.includesQueried = true
    #expect(try library.names(request, hasModel: true) == ["1.jpg", "2.jpg"])
    request.terms = [QueryTerm(.pixels(FakeModel.picture(of: "cat"), name: "upload"))]
    #expect(try library.names(request, hasModel: true) == ["3.jpg"])
    request.terms = [QueryTerm(.file("/p/dog.jpg"))]
    #expect(try library.names(request, hasModel: true).first == "1.jpg")
    #expect(throws: Fault.self) { try library.names(request) }
  }

  @Test func nothingThatMatchesWellIsSaid() throws {
    let searcher = try Self.library().searcher(hasModel: true)
    var request = SearchRequest(terms: try QueryExpression("zeppelin").terms)
    let page = try searcher.search(request)
    #expect(page.hits.isEmpty && page.verdict == .nothingMatchesWell)
    request.leastBand = .none
    let all = try searcher.search(request)
    #expect(all.hits.count == 5 && all.verdict == .nothingMatchesWell)
    #expect(all.hits.allSatisfy { $0.band == MatchBand.none })
    request.filter = .field(.format, .equal(.text("png")))
    #expect(try searcher.search(request).verdict == .nothingToSearch)
  }

  @Test func theNearestAreRankedToADepth() throws {
    let searcher = try Self.library().searcher(hasModel: true)
    var request = SearchRequest(terms: [QueryTerm(.file("/elsewhere/cat.jpg"))])
    request.leastBand = .none
    let all = try searcher.search(request)
    (request.depth, request.limit) = (2, 1)
    let nearest = try searcher.search(request)
    #expect(all.total == 5 && nearest.total == 2)
    #expect(nearest.hits.map(\.image.id) == all.hits.prefix(1).map(\.image.id))
    request.limit = 4
    #expect(try searcher.search(request).hits.map(\.image.id) == all.hits.prefix(4).map(\.image.id))
  }

  @Test func filtersHoldForEveryList() throws {
    let searcher = try Self.library().searcher(hasModel: true)
    var request = SearchRequest(terms: try QueryExpression("dog").terms)
    request.filter = try Filter(expression: "taken >= 2021")
    let hits = try searcher.search(request).hits
    #expect(hits.map { $0.paths[0].lastComponent } == ["2.jpg"])
    #expect(hits.first?.reasons.contains(.filter) == true)
    request.terms = []
    #expect(try searcher.search(request).hits.count == 1)
    request.filter = nil
    let everything = try searcher.search(request).hits
    #expect(everything.count == 6)
    #expect(everything.prefix(2).map { $0.paths[0].lastComponent } == ["2.jpg", "1.jpg"])
    #expect(everything.allSatisfy { $0.band == nil })
  }

  @Test func gatesThresholdsAndBoostsHold() throws {
    let library = try Self.library()
    let row = try #require(library.rows["/p/1.jpg"])
    let image = try #require(try library.catalogue.reader().image(ImageID(rawValue: row)))
    var request = SearchRequest(terms: try QueryExpression("dog").terms)
    request.gate = PerceptualGate(hash: image.record.hashes.perceptual, distance: 0)
    #expect(try library.names(request, hasModel: true) == ["1.jpg"])
    request.gate = nil
    request.leastSimilarity = 0.9
    #expect(try library.names(request, hasModel: true) == ["1.jpg"])
    request.leastSimilarity = nil
    request.leastScore = 0.99
    #expect(try library.names(request, hasModel: true) == ["1.jpg"])
    request = SearchRequest(terms: try QueryExpression("dog").terms)
    request.mode = .meaning
    #expect(try library.names(request, hasModel: true).first == "1.jpg")
    request.boosts = SearchBoosts(recency: 10)
    #expect(try library.names(request, hasModel: true).first == "2.jpg")
  }

  @Test func withoutAModelWordsAreSearchedAndThatIsSaid() throws {
    let library = try Self.library()
    var request = SearchRequest(terms: try QueryExpression("dog").terms)
    let page = try library.searcher().search(request)
    #expect(page.hits.map { $0.paths[0].lastComponent } == ["dog.jpg"])
    #expect(page.notices == [.noTextModel])
    request.mode = .words
    #expect(try library.searcher().search(request).notices == [])
    request.mode = .meaning
    #expect(throws: Fault.self) { try library.searcher().search(request) }
  }

  // MARK: Pages

  private static func many() throws -> WordLibrary {
    try WordLibrary(
      (0..<57).map { .init(path: FilePath("/p/sea \($0).jpg"), shows: "sea w\($0 % 7)") })
  }

  @Test(arguments: [false, true])
  func pagesFollowEachOther(isRanked: Bool) throws {
    let searcher = try Self.many().searcher(hasModel: true)
    var request = SearchRequest(terms: isRanked ? try QueryExpression("sea").terms : [])
    request.limit = 1_000
    let whole = try searcher.search(request).hits.map(\.image.id)
    #expect(whole.count == 57)
    request.limit = 10
    var pieces: [ImageID] = []
    repeat {
      let page = try searcher.search(request)
      pieces += page.hits.map(\.image.id)
      request.cursor = page.next
      #expect(page.total == 57)
    } while request.cursor != nil
    #expect(pieces == whole)
  }

  @Test func picturesThatComeOrGoMeanwhileNeitherRepeatNorHideHits() throws {
    var library = try Self.many()
    var request = SearchRequest(terms: try QueryExpression("sea").terms)
    request.mode = .words
    request.limit = 20
    let first = try library.searcher().search(request)
    request.cursor = first.next
    let second = try library.searcher().search(request)
    let gone = try #require(first.hits.last)
    try library.catalogue.writer().transaction { try $0.removeFile(at: gone.paths[0]) }
    try library.add([.init(path: "/p/0 sea.jpg")])
    let again = try library.searcher().search(request)
    #expect(again.hits.map(\.image.id) == second.hits.map(\.image.id))
  }

  @Test func aCursorOfAnotherSearchIsRefused() throws {
    let searcher = try Self.many().searcher()
    var request = SearchRequest()
    request.limit = 5
    request.cursor = try searcher.search(request).next
    #expect(request.cursor != nil)
    request.filter = .field(.format, .equal(.text("jpeg")))
    #expect(throws: Fault.self) { try searcher.search(request) }
    request.cursor = "nonsense"
    #expect(throws: Fault.self) { try searcher.search(request) }
  }

  @Test func whatWasFoundIsKeptUntilSomethingChanges() throws {
    var library = try Self.library()
    let cache = SearchCache()
    let request = SearchRequest(terms: try QueryExpression("dog").terms)
    func count() throws -> Int { try library.searcher(cache: cache).search(request).hits.count }
    #expect(try count() == 1)
    #expect(try count() == 1)
    try library.add([.init(path: "/p/dog two.jpg")])
    #expect(try count() == 2)
  }
}
