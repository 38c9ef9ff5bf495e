import Catalogue
import Core
import TestSupport
import Testing
import Vectors

@testable import Query

/// Rankings that stop where the page ends, against those that count all.
struct QuickRankingTests {
  private let library: RandomLibrary
  private let index: PlainIndex
  private let images: [CataloguedImage]

  init() throws {
    library = try RandomLibrary(count: 150, seed: 7)
    var random = SeededGenerator(seed: 8)
    // Both owners' pictures lie in one index, as those of a library do.
    var vectors: [Int64: [Float]] = [:]
    for owner: Owner in [.local, "somebody else"] {
      let reader = library.catalogue.reader(owner: owner)
      for row in try reader.presentRows() {
        vectors[row] = Self.vector(&random)
      }
    }
    index = PlainIndex(vectors, space: FakeModel().space)
    let reader = library.catalogue.reader()
    images = try reader.images(try reader.presentRows().map { ImageID(rawValue: $0) })
  }

  /// Of length 1, in a few clusters, so that a band cuts lists at some depth.
  private static func vector(_ random: inout SeededGenerator) -> [Float] {
    let center = FakeModel().vector("w\(Int.random(in: 0..<4, using: &random))")
    let values = center.map { $0 + Float.random(in: -0.15...0.15, using: &random) }
    return VectorMath.normalized(values)
  }

  private func searcher() -> Searcher {
    Searcher(
      reader: library.catalogue.reader(),
      model: SearchModel(index: index, images: FakeModel(), version: 1)
    ) { path in throw Fault("file.missing", .user, "there is no \(path)") }
  }

  private func pages(
    _ request: SearchRequest, _ searcher: Searcher
  ) throws -> (
    hits: [RankedID], verdict: SearchVerdict?
  ) {
    var (request, hits) = (request, [RankedID]())
    var verdict: SearchVerdict?
    repeat {
      let page = try searcher.found(request)
      hits += page.hits.map { RankedID(row: $0.id.rawValue, score: $0.score) }
      verdict = verdict ?? page.verdict
      request.cursor = page.next
    } while request.cursor != nil
    return (hits, verdict)
  }

  private struct RankedID: Hashable {
    var row: Int64
    var score: Double
  }

  @Test func pagesAreThoseOfAWholeRanking() throws {
    var random = SeededGenerator(seed: 9)
    var lengths = Set<Int>()
    for round in 0..<120 {
      var request = SearchRequest(
        terms: [QueryTerm(.picture(images.randomElement(using: &random)!.ulid))])
      if round % 3 > 0 { request.filter = RandomFilter.filter(round % 2, &random) }
      request.limit = [1, 3, 10, 60].randomElement(using: &random)!
      request.depth = [20, 1_000].randomElement(using: &random)!
      request.leastBand = [.none, .weak, .likely].randomElement(using: &random)!
      request.includesQueried = Bool.random(using: &random)
      if round % 5 == 0 { request.leastSimilarity = Float.random(in: -0.2...0.9, using: &random) }
      // A searcher of its own, so that neither finds what the other kept.
      let whole = try pages(request, searcher())
      request.countsAll = false
      let quick = try pages(request, searcher())
      #expect(quick.hits == whole.hits, "\(request)")
      #expect(quick.verdict == whole.verdict, "\(request)")
      lengths.insert(quick.hits.count)
    }
    #expect(lengths.count > 20 && lengths.contains(0))
  }

  @Test func noMoreIsRankedThanPagesTake() throws {
    var request = SearchRequest(terms: [QueryTerm(.picture(images[0].ulid))])
    (request.leastBand, request.limit, request.countsAll) = (.none, 5, false)
    let page = try searcher().search(request)
    #expect(page.hits.count == 5 && page.next != nil && page.total < images.count)
  }
}
