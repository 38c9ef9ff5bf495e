import Catalogue
import Core
import TestSupport
import Testing

@testable import Query

/// Searches with real CLIP vectors, against the published figures.
@Suite(.enabled(if: TestData.has("golden"), "needs the golden vectors of the test data"))
struct GoldenSearchTests {
  /// The 100 pictures of flickr8k-500 in a catalogue, and texts with known vectors.
  private static func flickr(
    texts: [String: [Float]]
  ) throws -> (library: WordLibrary, searcher: Searcher, rows: [String: Int64]) {
    let images = try GoldenVectors.matrix("golden/flickr8k-500/image_embeddings.npy")
    let names = try GoldenVectors.flickrImages()
    var vectors: [String: [Float]] = [:]
    for (name, vector) in zip(names, images) { vectors[name] = vector }
    let library = try WordLibrary(vectors.keys.sorted().map { .init(path: FilePath("/f/\($0)")) })
    var rows: [String: Int64] = [:]
    for (path, row) in library.rows { rows[path.lastComponent.display] = row }
    var searcher = try library.searcher()
    let index = PlainIndex(
      Dictionary(uniqueKeysWithValues: vectors.map { (rows[$0.key]!, $0.value) }),
      space: GoldenVectors.space)
    searcher.model = SearchModel(index: index, texts: KnownTexts(known: texts), version: 1)
    searcher.bank = BackgroundBank(
      space: GoldenVectors.space,
      texts: try GoldenVectors.matrix("golden/clip-text/oid_clip_a+cname.npy"),
      images: vectors.keys.sorted().map { vectors[$0]! })
    return (library, searcher, rows)
  }

  @Test func captionsFindTheirPicturesAsOftenAsPublished() throws {
    let captions = try GoldenVectors.matrix("golden/flickr8k-500/text_embeddings.npy")
    let names = try GoldenVectors.flickrImages()
    var texts: [String: [Float]] = [:]
    for (number, vector) in captions.enumerated() { texts["caption \(number)"] = vector }
    let flickr = try Self.flickr(texts: texts)
    var found = [1: 0, 5: 0, 10: 0]
    var bands: [MatchBand: Int] = [:]
    var likelyStrangers = 0
    for number in captions.indices {
      var request = SearchRequest(terms: [QueryTerm(.text("caption \(number)"))])
      request.mode = .meaning
      request.usesTemplates = false
      request.limit = 100
      request.leastBand = .none
      let hits = try flickr.searcher.search(request).hits
      #expect(hits.count == 100)
      let rank = try #require(
        hits.firstIndex { $0.image.id.rawValue == flickr.rows[names[number]] })
      for limit in found.keys where rank < limit { found[limit]! += 1 }
      bands[hits[rank].band!, default: 0] += 1
      likelyStrangers += hits.indices.count { $0 != rank && hits[$0].band! >= .likely }
    }
    #expect(found == [1: 416, 5: 495, 10: 499])
    // The bands, as `ScoreCalibration` promises.
    #expect(bands[MatchBand.none, default: 0] <= 5)
    #expect(bands[.strong, default: 0] >= 425)
    #expect(Double(likelyStrangers) / (500 * 99) < 0.06)
  }

  @Test func namesOfThingsFindWhatShowsThem() throws {
    let names = try GoldenVectors.lvisNames()
    let vectors = try GoldenVectors.matrix("golden/clip-text/lvis_v1_clip_a+cname.npy")
    #expect(names.count == vectors.count)
    let texts = Dictionary(uniqueKeysWithValues: zip(names, vectors))
    let flickr = try Self.flickr(texts: texts)
    func band(_ name: String) throws -> MatchBand {
      var request = SearchRequest(terms: [QueryTerm(.text(name))])
      request.mode = .meaning
      request.usesTemplates = false
      request.leastBand = .none
      return try #require(try flickr.searcher.search(request).hits.first?.band)
    }
    for name in ["dog", "horse", "kayak", "snowmobile", "sculpture", "ball", "hat"] {
      #expect(try band(name) >= .likely, "\(name)")
    }
    for name in ["banana", "zebra", "toothbrush"] {
      #expect(try band(name) == MatchBand.none, "\(name)")
    }
  }

  @Test func namesOfThingsRankTheGoldenPhotographs() throws {
    let photographs = try GoldenVectors.matrix("golden/clip-vitb32/golden_image_embs_fp16.npy")
    let names = try GoldenVectors.lvisNames()
    let vectors = try GoldenVectors.matrix("golden/clip-text/lvis_v1_clip_a+cname.npy")
    // 123_456, 208_495, 416_264, 456_123, 321_421, 389_535, 524_316.
    func best(_ photograph: Int) -> Set<String> {
      let ranked = vectors.indices.sorted {
        VectorMath.dot(vectors[$0], photographs[photograph])
          > VectorMath.dot(vectors[$1], photographs[photograph])
      }
      return Set(ranked.prefix(6).map { names[$0] })
    }
    #expect(best(0).contains("cat"))
    #expect(best(1).contains("diving_board"))
    #expect(best(3).isSuperset(of: ["kitten", "cat"]))
    #expect(best(4).contains("coconut"))
    #expect(best(5).isSuperset(of: ["street_sign", "motor_vehicle", "parking_meter"]))
  }
}
