import Catalogue
import Core
import TestSupport

@testable import Query

/// A small catalogue of pictures with names, tags and texts, told apart by their names.
struct WordLibrary {
  struct Picture {
    var path: FilePath
    var tags: [String] = []
    var title: String?
    var caption: String?
    var camera: String?
    var taken: String?
    /// What the fake model sees in it.
    var shows: String = ""
  }

  let folder: TemporaryFolder
  let catalogue: Catalogue
  private(set) var rows: [FilePath: Int64] = [:]
  private(set) var shown: [Int64: String] = [:]

  init(_ pictures: [Picture], owner: Owner = .local) throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
    try add(pictures, owner: owner)
  }

  mutating func add(_ pictures: [Picture], owner: Owner = .local) throws {
    var rows: [FilePath: Int64] = [:]
    var shown: [Int64: String] = [:]
    try catalogue.writer(owner: owner).transaction { transaction in
      for picture in pictures {
        let image = try transaction.putImage(
          Self.record(picture), luma: LumaPlane(width: 1, height: 1, samples: [0]), signals: [])
        try transaction.putTags(picture.tags, source: .person, of: image)
        try transaction.putFile(
          picture.path, identity: FileIdentity(device: 1, inode: 1, size: 1, modified: 1),
          image: image)
        rows[picture.path] = image.rawValue
        shown[image.rawValue] = picture.shows
      }
    }
    self.rows.merge(rows) { $1 }
    self.shown.merge(shown) { $1 }
  }

  private static func record(_ picture: Picture) -> PictureRecord {
    var metadata = PictureMetadata()
    metadata.title = picture.title
    metadata.caption = picture.caption
    metadata.cameraModel = picture.camera
    metadata.takenLocal = picture.taken
    var random = SeededGenerator(seed: picture.path.bytes.reduce(1) { $0 &* 131 &+ UInt64($1) })
    return PictureRecord(
      sha256: SHA256Digest(words: random.next(), random.next(), random.next(), random.next()),
      byteSize: 1, format: .jpeg, width: 2, height: 1, frameCount: 1, hasAlpha: false,
      bitsPerSample: 8,
      hashes: PictureHashes(
        average: Hash64(bits: 0), difference: Hash64(bits: 0),
        perceptual: Hash64(bits: random.next()), pdq: Hash256(a: 0, b: 0, c: 0, d: 0),
        pdqQuality: 1, dct: Hash256(a: 0, b: 0, c: 0, d: 0), texture: 1), metadata: metadata)
  }

  /// A searcher; with a model, the fake one, which has looked at every picture that shows something.
  func searcher(
    hasModel: Bool = false, owner: Owner = .local, cache: SearchCache = SearchCache()
  )
    throws -> Searcher
  {
    var searcher = Searcher(
      reader: catalogue.reader(owner: owner), cache: cache,
      loadPicture: { path in
        FakeModel.picture(of: path.stem.display)
      })
    guard hasModel else { return searcher }
    let model = FakeModel()
    let vectors = shown.filter { !$0.value.isEmpty }.mapValues(model.vector)
    searcher.model = SearchModel(
      index: PlainIndex(vectors, space: model.space), texts: model, images: model, version: 1)
    let background = (0..<200).map { model.vector("background\($0)") }
    searcher.bank = BackgroundBank(
      space: model.space, texts: background, images: (0..<100).map { model.vector("thing\($0)") })
    return searcher
  }

  /// The names of what a request finds, in order.
  func names(_ request: SearchRequest, hasModel: Bool = false) throws -> [String] {
    try searcher(hasModel: hasModel).search(request).hits.map {
      $0.paths[0].lastComponent.display
    }
  }

  func names(_ query: String, hasModel: Bool = false) throws -> [String] {
    try names(SearchRequest(terms: QueryExpression(query).terms), hasModel: hasModel)
  }
}
