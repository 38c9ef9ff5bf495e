import Catalogue
import Core
import Foundation
import Models
import Query
import TestSupport
import Testing
import Vectors

@testable import Engine

/// Captions find their photographs as well as in a reference pipeline in Python, whose recipe rounds
/// the longer side to the nearest number and crops from the margin rounded down.
@Suite(
  .enabled(
    if: InstalledRuntime.hasModel && TestData.has("captions/coco_captioned.csv"),
    "needs ONNX Runtime, and models/miniclip and captions of the test data"))
struct CaptionSearchTests {
  private struct Caption {
    var path: String
    var text: String
  }

  /// Captions of 310 photographs, and how many of them have theirs among the first 1, 5, 10.
  private static let expected = [1: 0.102, 5: 0.339, 10: 0.481]

  private let folder: TemporaryFolder
  private let library: Library
  private let model: EmbeddingModel

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("models").display
    let shelf = ModelShelf(environment: environment)
    _ = try shelf.add(
      FilePath(TestData.url(InstalledRuntime.model).path), as: "miniclip"
    ) { copy in
      let recipe = #"{"side_rounding": "nearest", "crop_rounding": "down"}"#
      try Data(recipe.utf8).write(
        to: URL(filePath: copy.appending(FilePath(ModelFolder.recipeName)).display))
      return ([], nil)
    }
    model = try shelf.open("miniclip")
  }

  @Test func theRecallIsThatOfTheReference() throws {
    let captions = try Self.captions()
    let paths = try Set(captions.map(\.path)).sorted().map { try Self.file($0) }
    #expect(paths.count == 310 && captions.count == 1_551)
    try library.index(paths)

    // Stopped in the middle and taken up again: nothing is lost, nothing made twice.
    let token = CancellationToken()
    let first = try library.embed(with: model, cancellation: token) { counts in
      if counts.settled >= 64 { token.cancel() }
    }
    #expect(first.wasCancelled && first.embedded >= 64)
    let second = try library.embed(with: model)
    #expect(first.embedded + second.embedded == 310)
    #expect(try library.embed(with: model).total == 0)

    let ranks = try Self.ranks(of: captions, library: library, model: model)
    let among = { (count: Int) in ranks.count { $0 < count } }
    for (count, share) in Self.expected {
      let found = Double(among(count)) / Double(captions.count)
      #expect(abs(found - share) <= 0.005, "R@\(count) is \(found), not \(share)")
    }
  }

  /// How many photographs lie before each caption's own, by the index alone.
  private static func ranks(
    of captions: [Caption], library: Library, model: EmbeddingModel
  ) throws -> [Int] {
    let index = try VectorSync(catalogue: library.catalogue, space: model.space).snapshot().index
    var rows: [String: Int64] = [:]
    for path in Set(captions.map(\.path)) {
      let file = try Self.file(path)
      rows[path] = try #require(try library.reader.file(at: file)?.image).rawValue
    }
    var ranks: [Int] = []
    for start in stride(from: 0, to: captions.count, by: 64) {
      let batch = captions[start..<min(start + 64, captions.count)]
      let found = try index.nearest(
        to: try model.vectors(of: batch.map(\.text)), limit: 10, within: nil)
      for (caption, matches) in zip(batch, found) {
        ranks.append(matches.firstIndex { $0.row == rows[caption.path] } ?? 10)
      }
    }
    return ranks
  }

  /// What the index makes in its one decode is what a pass of its own makes, so the recall is the same:
  /// these photographs are too small to be shrunk for the model.
  @Test func theOneDecodeGivesTheSameVectors() throws {
    let paths = try Set(Self.captions().prefix(200).map(\.path)).sorted().map(Self.file)
    try library.index(paths)
    _ = try library.embed(with: model)
    let other = try Library(at: folder.path.appending("other"))
    var options = IndexOptions()
    options.model = PictureModel(model)
    #expect(try other.index(paths, options: options).counts.embedded == paths.count)
    #expect(try other.embed(with: model).total == 0)
    for path in paths {
      let vectors = try [library, other].map { library in
        let image = try #require(try library.reader.file(at: path)?.image)
        return try library.reader.embedding(of: image, in: model.space)[0].vector
      }
      // Batches of other sizes add up in another order.
      let cosine = zip(vectors[0], vectors[1]).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(cosine - 1) < 1e-6, "\(path.display)")
    }
  }

  /// The page of a search has the order of the vectors.
  @Test func aSearchShowsTheNearestFirst() throws {
    let captions = try Self.captions()
    let paths = Set(captions.prefix(200).map(\.path)).sorted()
    try library.index(paths.map { try Self.file($0) })
    _ = try library.embed(with: model)
    let asked = captions.prefix(200).enumerated().filter { $0.offset % 20 == 0 }
    let ranks = try Self.ranks(of: asked.map(\.element), library: library, model: model)
    for (caption, rank) in zip(asked.map(\.element), ranks) {
      var request = SearchRequest(terms: [QueryTerm(.text(caption.text))])
      (request.mode, request.limit, request.leastBand) = (.meaning, 10, .none)
      (request.isExpanded, request.usesTemplates) = (false, false)
      let hits = try library.search(request, model: model).hits
      let wanted = try Self.file(caption.path)
      #expect((hits.firstIndex { $0.paths.contains(wanted) } ?? 10) == rank)
    }
  }

  /// One that cannot be decoded any more has its reason, and those of its batch have their vectors.
  @Test func aDamagedPictureDoesNotSpoilItsBatch() throws {
    let paths = Set(try Self.captions().prefix(60).map(\.path)).sorted()
    for path in paths {
      try folder.write(
        Array(try Data(contentsOf: TestData.url(path))),
        to: "pictures/\(FilePath(path).lastComponent.display)")
    }
    try library.index([folder.path.appending("pictures")])
    let victim = "pictures/\(FilePath(paths[3]).lastComponent.display)"
    try folder.write(Array("gone".utf8), to: victim)
    let counts = try library.embed(with: model)
    #expect(counts.total == paths.count)
    #expect(counts.embedded == paths.count - 1 && counts.gone == 1)
  }

  @Test func aPictureFindsItselfFirst() throws {
    let paths = try Set(Self.captions().prefix(60).map(\.path)).sorted().map(Self.file)
    try library.index(paths)
    _ = try library.embed(with: model)
    for path in paths.prefix(3) {
      var request = SearchRequest(terms: [QueryTerm(.file(path))])
      (request.limit, request.leastBand, request.includesQueried) = (1, .none, true)
      #expect(try library.search(request, model: model).hits.first?.paths == [path])
    }
  }

  /// Files are known to the catalogue by their real paths.
  private static func file(_ path: String) throws -> FilePath {
    try FilePath(TestData.url(path).path).resolved()
  }

  private static func captions() throws -> [Caption] {
    let text = try String(contentsOf: TestData.url("captions/coco_captioned.csv"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      guard let comma = line.firstIndex(of: ",") else { return nil }
      var caption = String(line[line.index(after: comma)...])
      if caption.hasPrefix("\"") {
        caption = String(caption.dropFirst().dropLast()).replacing("\"\"", with: "\"")
      }
      return Caption(path: String(line[..<comma]), text: caption)
    }
  }
}
