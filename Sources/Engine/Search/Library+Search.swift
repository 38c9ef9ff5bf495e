import Catalogue
import Core
import Decoding
import Files
package import Query

extension Library {
  /// Finds pictures by words, by what they show, by other pictures and by what is known of them;
  /// see ``Query/SearchRequest``.
  ///
  /// - Throws: a fault when a term cannot be understood or read, or something is damaged.
  package func search(_ request: SearchRequest) throws -> SearchPage {
    var request = request
    request.terms = try request.terms.map(resolved)
    return try searcher().search(request)
  }

  /// Remembers what was searched for, to be suggested. Waits for other writers, so call it when the
  /// results have been shown.
  package func remember(query: String) throws { try writer.putQuery(query) }

  /// What may follow what was typed: earlier queries, tags, cameras, folders and dates.
  package func suggestions(for typed: String, limit: Int = 10) throws -> [Suggestion] {
    Suggester(facets: try reader.searchFacets()).suggestions(for: typed, limit: limit)
  }

  /// Makes the words by which pictures are found anew.
  package func rebuildSearchText() throws { try writer.rebuildSearchText() }

  private func searcher() throws -> Searcher {
    let synonyms = try SynonymSource(library: folder)
    return Searcher(
      reader: reader, cache: searchCache, synonyms: { synonyms.synonyms(of: $0) },
      loadPicture: Self.picture(at:))
  }

  /// Files are known to the catalogue by their real paths.
  private func resolved(_ term: QueryTerm) throws -> QueryTerm {
    guard case .file(let path) = term.content else { return term }
    return QueryTerm(.file(try path.resolved()), weight: term.weight)
  }

  /// A file's pixels, upright in sRGB.
  private static func picture(at path: FilePath) throws -> RGBImage {
    do {
      let contents = try FileContents(reading: path, limit: 1 << 30)
      let decoder = try PictureDecoder(limits: .standard)
      return try contents.withBytes { bytes in try decoder.decode(bytes).reduced() }
    } catch var fault as Fault {
      fault.path = path
      throw fault
    }
  }
}
