import Catalogue
import Core
import Foundation
import Models
import Query
import TestSupport
import Testing
import Vectors

@testable import Engine

/// A library with vectors of parts, from its first index to their removal.
@Suite(
  .enabled(
    if: InstalledRuntime.hasModel && TestData.has("photos/coco256"),
    "needs ONNX Runtime, and models/miniclip and photos/coco256 of the test data"))
struct CropSearchTests {
  private let folder: TemporaryFolder
  private let library: Library
  private let model: EmbeddingModel
  private let photos: [FilePath]

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("models").display
    let shelf = ModelShelf(environment: environment)
    _ = try shelf.add(
      FilePath(TestData.url(InstalledRuntime.model).path), as: "miniclip"
    ) { _ in ([], nil) }
    model = try shelf.open("miniclip")
    let source = TestData.url("photos/coco256")
    let names = try FileManager.default.subpathsOfDirectory(atPath: source.path)
      .filter { $0.hasSuffix(".jpg") }.sorted().prefix(30)
    for name in names {
      try folder.write(
        Array(try Data(contentsOf: source.appending(path: name))),
        to: "photos/\(FilePath(name).lastComponent.display)")
    }
    let place = folder.path.appending("photos")
    photos = try names.map { FilePath($0).lastComponent }.sorted()
      .map { try place.appending($0).resolved() }
  }

  private func index() throws {
    var options = IndexOptions()
    options.model = PictureModel(model, crops: try library.cropCount())
    try library.index([folder.path.appending("photos")], options: options)
    _ = try library.embed(with: model)
  }

  private func indexed(_ collection: VectorCollection) throws -> RowSet {
    try VectorSync(catalogue: library.catalogue, space: model.space, collection: collection)
      .snapshot().index.rows
  }

  private func image(_ path: FilePath) throws -> ImageID {
    try #require(try library.reader.file(at: path)?.image)
  }

  private func hits(_ picture: FilePath, crops: Bool) throws -> [SearchHit] {
    var request = SearchRequest(terms: [QueryTerm(.file(picture))])
    (request.limit, request.leastBand, request.includesQueried) = (100, .none, true)
    request.usesCrops = crops
    return try library.search(request, model: model).hits
  }

  @Test func partsComeGoAndStayInStep() throws {
    try index()
    let without = try hits(photos[0], crops: true)
    let folders = { (try? Folder.names(in: library.folder.appending("vectors")))?.count ?? 0 }
    #expect(folders() == 1, "a library without crops has no index of them")
    #expect(try hits(photos[0], crops: false) == without)

    #expect(try library.useCrops(3) == 0)
    try index()
    let spaces = try library.reader.embeddingSpaces().filter { $0.space.space == model.space }
    #expect(spaces.first?.imageCount == 30)
    let count = try #require(spaces.first?.vectorCount)
    #expect(count > 90 && count <= 120)
    #expect(try indexed(.crops) == indexed(.whole))
    #expect(try library.verifyVectors().indexes.contains { $0.hasSuffix("-crops") })
    #expect(try library.verifyVectors().damage.isEmpty)

    // The page has the best of all parts.
    let vector = try #require(
      try library.reader.wholeVector(of: try image(photos[0]), in: model.space))
    let with = try hits(photos[0], crops: true)
    #expect(with.count == 30 && with != without)
    for hit in with {
      let parts = try library.reader.embedding(of: hit.image.id, in: model.space)
      let best = parts.map { zip($0.vector, vector).reduce(0) { $0 + $1.0 * $1.1 } }.max()!
      #expect(abs(try #require(hit.similarity) - best) < 1e-4)
    }
    #expect(
      zip(try hits(photos[0], crops: false), without).allSatisfy { one, other in
        one.image.id == other.image.id
      })

    // A picture that goes takes its parts along.
    let gone = try image(photos[3])
    try library.writer.transaction { transaction in
      try transaction.removeFile(at: photos[3])
      _ = try transaction.forgetMissing()
    }
    #expect(!(try indexed(.crops)).contains(gone.rawValue))

    // What a disk has damaged is named and made anew.
    let rebuilt = try library.rebuildVectors().filter { $0.space.hasSuffix("-crops") }
    #expect(rebuilt.map(\.vectorCount) == [29])
    let rest = with.map(\.image.id).filter { $0 != gone }
    #expect(try hits(photos[0], crops: true).map(\.image.id) == rest)

    let left = try #require(
      try library.reader.embeddingSpaces().first { $0.space.space == model.space })
    #expect(try library.useCrops(0) == left.vectorCount - left.imageCount)
    #expect(try library.cropCount() == 0)
    #expect(try library.reader.embeddingSpaces().allSatisfy { $0.vectorCount == $0.imageCount })
    #expect(try library.embed(with: model).total == 0)
    #expect(try hits(photos[0], crops: true) == hits(photos[0], crops: false))
    let (indexes, damage) = try library.verifyVectors()
    #expect(damage.isEmpty && indexes.contains(model.space.name))
    #expect(!indexes.contains { $0.hasSuffix("-crops") })
  }

  /// An index that is stopped anywhere goes on, and no picture is without its parts in the end.
  @Test func aStoppedPassGoesOn() throws {
    try index()
    try library.useCrops(2)
    var rounds = 0
    while true {
      let token = CancellationToken()
      let counts = try library.embed(with: model, cancellation: token) { counts in
        if counts.settled >= 8 { token.cancel() }
      }
      rounds += 1
      if !counts.wasCancelled { break }
    }
    #expect(rounds > 1)
    #expect(try indexed(.crops).count == 30)
    #expect(try library.embed(with: model).total == 0)
  }
}
