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
    var request = request
    request.terms = try request.terms.map(resolved)
    let vectors = try model.map(searchModel) ?? descriptors(for: request)
    let detail = model.map { ModelDetail.scaled(side: $0.side) }
    return try searcher(vectors, detail: detail).search(request)
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

  /// - Parameter detail: what a picture of a query is decoded to; `nil` for the descriptor.
  private func searcher(_ vectors: SearchModel?, detail: ModelDetail?) throws -> Searcher {
    let synonyms = try SynonymSource(library: folder)
    return Searcher(
      reader: reader, model: vectors, bank: try vectors.flatMap(bank), cache: searchCache,
      synonyms: { synonyms.synonyms(of: $0) },
      loadPicture: { try Self.picture(at: $0, detail: detail) })
  }

  /// What the model's similarities are read against: made when it is first searched with, and kept
  /// where the library can be written to.
  private func bank(_ model: SearchModel) throws -> BackgroundBank? {
    if let stored = try reader.backgroundBank(of: model.space) {
      return BackgroundBank(space: stored.space, texts: stored.texts, images: stored.images)
    }
    // Too few pictures say nothing yet; another search makes it when there are more.
    guard let bank = try BackgroundBank.made(of: model, from: try reader.presentRows()) else {
      return nil
    }
    try? writer.putBackgroundBank(
      StoredBank(space: bank.space, texts: bank.texts, images: bank.images))
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

  private func searchModel(_ model: EmbeddingModel) throws -> SearchModel {
    let (index, revision) = try vectorView(of: model.space)
    return SearchModel(
      index: index, texts: model.knowsTexts ? model : nil, images: model, version: revision)
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
