import Catalogue
import Core
import Decoding
import Files
import Fingerprints
package import Models
package import Query
import Vectors

extension Library {
  /// Finds pictures by words, by what they show, by other pictures and by what is known of them;
  /// see ``Query/SearchRequest``.
  ///
  /// - Parameter model: reads what pictures show; only vectors that it made are looked at. Without
  ///   one, texts are looked for in words alone, and pictures by the built-in descriptor.
  /// - Throws: a fault when a term cannot be understood or read, or something is damaged.
  package func search(
    _ request: SearchRequest, model: EmbeddingModel? = nil
  ) throws -> SearchPage {
    let (searcher, request) = try searcher(for: request, model)
    return try searcher.search(request)
  }

  /// As ``search(_:model:)``, without anything of the pictures but their ids.
  package func found(
    _ request: SearchRequest, model: EmbeddingModel? = nil
  ) throws -> FoundPage {
    let (searcher, request) = try searcher(for: request, model)
    return try searcher.found(request)
  }

  private func searcher(
    for request: SearchRequest, _ model: EmbeddingModel?
  ) throws -> (Searcher, SearchRequest) {
    var request = request
    request.terms = try request.terms.map(resolved)
    let crops = request.usesCrops && model != nil ? try cropCount() : 0
    let vectors =
      try model.map { try searchModel($0, withCrops: crops > 0) } ?? descriptors(for: request)
    let detail = model.map { ModelDetail.scaled(side: $0.side) }
    return (try searcher(vectors, crops: crops, detail: detail), request)
  }

  /// Remembers what was searched for, to be suggested. Waits for other writers, so call it when the
  /// results have been shown.
  package func remember(query: String) throws { try writer.putQuery(query) }

  /// What may follow what was typed: earlier queries, tags, cameras, folders and dates.
  package func suggestions(for typed: String, limit: Int = 10) throws -> [Suggestion] {
    try suggester().suggestions(for: typed, limit: limit)
  }

  /// What suggestions are made of, read once for many.
  package func suggester() throws -> Suggester { Suggester(facets: try reader.searchFacets()) }

  /// Makes the words by which pictures are found anew.
  package func rebuildSearchText() throws { try writer.rebuildSearchText() }

  /// - Parameters:
  ///   - crops: parts a picture has at most; 0 where only whole pictures count.
  ///   - detail: what a picture of a query is decoded to; `nil` for the descriptor.
  private func searcher(
    _ vectors: SearchModel?, crops: Int, detail: ModelDetail?
  ) throws -> Searcher {
    let synonyms = try SynonymSource(library: folder)
    return Searcher(
      reader: reader, model: vectors, bank: try vectors.flatMap { try bank($0, crops: crops) },
      cache: searchCache,
      synonyms: { synonyms.synonyms(of: $0) },
      loadPicture: { try Self.picture(at: $0, detail: detail) })
  }

  /// What the model's similarities are read against: made when it is first searched with, and kept
  /// where the library can be written to. The nearest of several parts is nearer by chance alone, so
  /// searches of parts have a bank of their own.
  func bank(_ model: SearchModel, crops: Int) throws -> BackgroundBank? {
    var space = model.space
    if crops > 0 {
      space = VectorSpace(name: "\(space.name)-crops\(crops)", dimension: space.dimension)
    }
    return try banks.bank(of: space) { try bank(model, crops: crops, in: space) }
  }

  private func bank(
    _ model: SearchModel, crops: Int, in space: VectorSpace
  ) throws -> BackgroundBank? {
    if let stored = try reader.backgroundBank(of: space),
      stored.images.count % (1 + crops) == 0
    {
      return BackgroundBank(
        space: stored.space, texts: stored.texts, images: stored.images, partCount: 1 + crops)
    }
    // Too few pictures say nothing yet; another search makes it when there are more.
    let rows = try reader.presentRows()
    guard let bank = try BackgroundBank.made(of: model, crops: crops, from: rows) else {
      return nil
    }
    try? writer.putBackgroundBank(
      StoredBank(space: space, texts: bank.texts, images: bank.images))
    return bank
  }

  /// The vectors that every picture has without a model, where a request asks by example.
  private func descriptors(for request: SearchRequest) throws -> SearchModel? {
    let asksByExample = request.terms.contains {
      if case .text = $0.content { false } else { true }
    }
    guard asksByExample else { return nil }
    let images = DescriptorEmbedding()
    let (index, revision) = try vectorView(of: images.space)
    return SearchModel(index: index, images: images, version: revision)
  }

  func searchModel(_ model: EmbeddingModel, withCrops: Bool) throws -> SearchModel {
    let (index, revision) = try vectorView(of: model.space)
    var made = SearchModel(
      index: index, texts: model.knowsTexts ? model : nil, images: model, version: revision)
    if withCrops {
      let (crops, other) = try vectorView(of: model.space, .crops)
      (made.crops, made.version) = (crops, min(revision, other))
    }
    return made
  }

  /// Files are known to the catalogue by their real paths.
  private func resolved(_ term: QueryTerm) throws -> QueryTerm {
    guard case .file(let path) = term.content else { return term }
    return QueryTerm(.file(try path.resolved()), weight: term.weight)
  }

  /// A file's pixels, upright in sRGB.
  private static func picture(at path: FilePath, detail: ModelDetail?) throws -> RGBImage {
    do {
      let contents = try FileContents(reading: path, limit: 1 << 30)
      let decoder = try PictureDecoder(limits: .standard)
      return try contents.withBytes { bytes in
        if let detail { return try decoder.picture(bytes, detail: detail) }
        return try decoder.decode(bytes).reduced()
      }
    } catch var fault as Fault {
      fault.path = path
      throw fault
    }
  }
}
