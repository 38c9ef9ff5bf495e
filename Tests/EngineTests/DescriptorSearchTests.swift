import Core
import Engine
import Foundation
import Query
import TestSupport
import Testing

/// Search by example without a model.
@Suite(.enabled(if: TestData.has("photos/coco256"), "needs the photographs of the test data"))
struct DescriptorSearchTests {
  private let folder: TemporaryFolder
  private let library: Library
  private let paths: [FilePath]

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
    paths = try TestData.files(under: "photos/coco256", extensions: ["jpg"]).prefix(30)
      .map { try FilePath($0.path).resolved() }
    try library.index(paths)
  }

  @Test func aPictureFindsItselfFirst() throws {
    for path in paths.prefix(5) {
      var request = SearchRequest(terms: [QueryTerm(.file(path))])
      (request.limit, request.leastBand, request.includesQueried) = (3, .none, true)
      #expect(try library.search(request).hits.first?.paths == [path])
    }
  }

  @Test func wordsBesideAnExampleAreStillWords() throws {
    let wanted = paths[7]
    var request = SearchRequest(terms: [
      QueryTerm(.file(paths[3])), QueryTerm(.text(wanted.lastComponent.display)),
    ])
    (request.limit, request.leastBand) = (30, .none)
    let page = try library.search(request)
    #expect(page.hits.contains { $0.paths == [wanted] })
    #expect(page.notices.contains(.noTextModel))
  }
}
