import Catalogue
import Core
import Foundation
import TestSupport
import Testing

@testable import Query

@Suite struct WordSearchTests {
  private static func library() throws -> WordLibrary {
    try WordLibrary([
      .init(path: "/photos/Müller Hochzeit/IMG_2024-05-01.jpg", tags: ["Sommer"]),
      .init(path: "/photos/GoldenGate.jpg", tags: ["bridge"], camera: "Canon EOS 5D"),
      .init(path: "/photos/DSC01234.jpg", title: "A red bus", caption: "in the rain"),
      .init(path: "/photos/red.png", caption: "car"),
      .init(path: "/photos/20231224_180000.jpg", tags: ["Weihnachten", "retriever"]),
    ])
  }

  @Test(
    arguments: [
      ("golden gate", ["GoldenGate.jpg"]), ("goldengate", ["GoldenGate.jpg"]),
      ("gold", ["GoldenGate.jpg"]), ("BRIDGE", ["GoldenGate.jpg"]),
      ("muller", ["IMG_2024-05-01.jpg"]), ("MÜLLER hochzeit", ["IMG_2024-05-01.jpg"]),
      ("2024-05-01", ["IMG_2024-05-01.jpg"]), ("2023-12", ["20231224_180000.jpg"]),
      ("1234", ["DSC01234.jpg"]), ("dsc01234", ["DSC01234.jpg"]), ("DSC_01234.jpg", []),
      ("a red bus", ["DSC01234.jpg"]), ("canon 5d", ["GoldenGate.jpg"]),
      ("red", ["DSC01234.jpg", "red.png"]), ("red - bus", ["red.png"]),
      ("red - bu", ["DSC01234.jpg", "red.png"]),
      (
        "photos",
        [
          "IMG_2024-05-01.jpg", "GoldenGate.jpg", "DSC01234.jpg", "red.png", "20231224_180000.jpg",
        ]
      ),
      ("retreiver", ["20231224_180000.jpg"]), ("weinachten", ["20231224_180000.jpg"]),
      ("brigde", ["GoldenGate.jpg"]), ("zeppelin", []), ("\"*\" NEAR zeppelin\u{0}", []),
    ] as [(String, [String])])
  func finds(_ query: String, _ expected: [String]) throws {
    #expect(try Self.library().names(query) == expected)
  }

  @Test func partsOfAQueryAreShownWhenNoPictureHasAll() throws {
    let page = try Self.library().searcher().search(
      SearchRequest(terms: QueryExpression("red zeppelin bus").terms))
    #expect(page.hits.first?.paths == ["/photos/DSC01234.jpg"])
    #expect(page.notices.contains(.partly))
    #expect(page.hits[0].score < 0.7 && page.hits[0].score > 0.5)
  }

  @Test func correctionsAreSaid() throws {
    let page = try Self.library().searcher().search(
      SearchRequest(terms: QueryExpression("retreiver").terms))
    #expect(page.notices.contains(.corrected(typed: "retreiver", found: "retriever")))
    guard case .word(let finding)? = page.hits.first?.reasons.first else {
      Issue.record("no reason")
      return
    }
    #expect(finding.part == .tags && finding.manner == .spelling)
  }

  @Test func wordsFollowEveryChange() throws {
    let library = try Self.library()
    let writer = library.catalogue.writer()
    let row = try #require(library.rows["/photos/red.png"])
    try writer.transaction {
      try $0.putTags(["Vermilion"], source: .model, of: .init(rawValue: row))
    }
    #expect(try library.names("vermilion") == ["red.png"])
    try writer.transaction { transaction in
      try transaction.relocateFile(
        at: "/photos/red.png", to: "/photos/scarlet.png",
        identity: FileIdentity(device: 1, inode: 1, size: 1, modified: 1), state: .present)
    }
    #expect(try library.names("scarlet") == ["scarlet.png"])
    #expect(try library.names("red") == ["DSC01234.jpg"])
    try writer.transaction { _ = try $0.removeFile(at: "/photos/scarlet.png") }
    #expect(try library.names("vermilion") == [])
    try writer.transaction { _ = try $0.forgetMissing() }
    #expect(try library.catalogue.integrityProblems() == [])
  }

  @Test func aRebuildChangesNothing() throws {
    let library = try Self.library()
    let reader = library.catalogue.reader()
    func documents() throws -> [SearchDocument?] {
      try library.rows.values.sorted().map { try reader.searchDocument(of: .init(rawValue: $0)) }
    }
    let before = try documents()
    try library.catalogue.writer().rebuildSearchText()
    #expect(try documents() == before)
    #expect(before.allSatisfy { $0 != nil })
  }

  @Test func namesThatAreNoTextAreFound() throws {
    let path = FilePath(bytes: Array("/photos/caf".utf8) + [0xE9] + Array(" terrace.jpg".utf8))
    let library = try WordLibrary([.init(path: path)])
    #expect(try library.names("terrace").count == 1)
    #expect(try library.names("caf").count == 1)
  }

  @Test func othersPicturesAndWordsStayTheirs() throws {
    var library = try WordLibrary([.init(path: "/a/apple.jpg")])
    try library.add([.init(path: "/b/secretword.jpg")], owner: "somebody")
    #expect(try library.names("secretword") == [])
    let page = try library.searcher().search(
      SearchRequest(terms: QueryExpression("secretwort").terms))
    #expect(page.hits.isEmpty)
    #expect(!page.notices.contains { if case .corrected = $0 { true } else { false } })
  }

  /// The index finds what a look at every document finds.
  @Test func theIndexAgreesWithTheDocuments() throws {
    var random = SeededGenerator(seed: 5)
    let vocabulary = ["red", "bus", "café", "Straße", "x1", "2024", "sea", "seaside", "ŒUVRE"]
    let pictures = (0..<200).map { number in
      WordLibrary.Picture(
        path: FilePath("/p/\(vocabulary.randomElement(using: &random)!) \(number).jpg"),
        tags: [vocabulary.randomElement(using: &random)!],
        caption: vocabulary.shuffled(using: &random).prefix(2).joined(separator: " "))
    }
    let library = try WordLibrary(pictures)
    let reader = library.catalogue.reader()
    let present = try reader.presentRows()
    for _ in 0..<100 {
      let words = vocabulary.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
      let query = WordQuery([(words.joined(separator: " "), true)])
      let found = RowSet(
        try reader.textMatches(query.expression()!, within: present, limit: 1_000).map(\.row))
      let expected = RowSet(
        try present.filter { row in
          let document = try #require(try reader.searchDocument(of: .init(rawValue: row)))
          return WordMatch(of: query, in: document).isComplete
        })
      #expect(found == expected, "\(words)")
      #expect(!found.isEmpty || words.count > 1)
    }
  }

  @Test func synonymsAreFoundBelowTheWordItself() throws {
    let library = try WordLibrary([.init(path: "/a/kitten.jpg"), .init(path: "/a/cat.jpg")])
    let synonyms = try Synonyms(reading: "# pets\ncat, kitten, feline\n\npuppy > dog\n")
    var searcher = try library.searcher()
    searcher.synonyms = { synonyms.synonyms(of: $0) }
    var request = SearchRequest(terms: try QueryExpression("cat").terms)
    #expect(try searcher.search(request).hits.map(\.paths) == [["/a/cat.jpg"], ["/a/kitten.jpg"]])
    request.isExpanded = false
    #expect(try searcher.search(request).hits.map(\.paths) == [["/a/cat.jpg"]])
    #expect(synonyms.synonyms(of: "dog") == [])
    #expect(throws: Fault.self) { try Synonyms(reading: "a > b > c") }
  }

  @Test func wordNetIsReadInItsOwnForm() {
    let data = """
      00000000 03 n 02 cat 0 true_cat 0 001 @ 00000001 n 0000 | feline mammal
      00000072 03 n 03 guy 0 cat 0 hombre 0 001 @ 00000001 n 0000 | a youth

      """
    let index = """
        1 This software and database is being provided to you, the LICENSEE
      ape n 1 1 @ 1 0 00000072
      cat n 2 1 @ 2 0 00000000 00000072
      dog n 1 1 @ 1 0 00000000

      """
    let wordNet = WordNet(index: Array(index.utf8), data: Array(data.utf8))
    #expect(wordNet.synonyms(of: "cat") == ["true cat", "guy", "hombre"])
    #expect(wordNet.synonyms(of: "cat", senses: 1) == ["true cat"])
    #expect(wordNet.synonyms(of: "zebra") == [])
    #expect(wordNet.synonyms(of: "ape") == ["guy", "cat", "hombre"])
  }

  @Test func wordsAreCutWherePeopleWouldCutThem() {
    #expect(SearchWords.chunks("IMG_2024-05-01") == [["img"], ["2024"], ["05"], ["01"]])
    #expect(SearchWords.chunks("GPSTrackÄrger12") == [["gps", "track", "arger", "12"]])
    #expect(SearchWords.indexed("DSC01234") == ["dsc", "01234", "dsc01234", "1234"])
    #expect(SearchWords.indexed("20240501") == ["20240501", "2024", "05", "01"])
    #expect(TextFolding.folded("ŒUVRE Straße e\u{301}té İ") == "oeuvre strasse ete i")
    #expect(SearchWords.chunks("!!! ---") == [])
  }

  @Test func distancesCountSlips() {
    #expect(EditDistance.between("retriever", "retreiver", limit: 2) == 1)
    #expect(EditDistance.between("kitten", "sitting", limit: 3) == 3)
    #expect(EditDistance.between("kitten", "sitting", limit: 2) == nil)
    #expect(EditDistance.between("", "ab", limit: 2) == 2)
  }

  @Test func whatMayFollowIsSuggested() throws {
    let library = try WordLibrary([
      .init(
        path: "/p/Greece 2024/a.jpg", tags: ["green", "dark green"], taken: "2024-05-01T00:00:00"),
      .init(path: "/p/Greece 2024/b.jpg", tags: ["dark green"], camera: "Greyline X"),
    ])
    try library.catalogue.writer().putQuery("green door")
    let suggester = Suggester(facets: try library.catalogue.reader().searchFacets())
    #expect(
      suggester.suggestions(for: "gre", limit: 9).map(\.text)
        == ["Greece 2024", "green door", "green", "Greyline X", "dark green"])
    #expect(suggester.suggestions(for: "2024-0", limit: 9).map(\.text) == ["2024-05"])
    #expect(suggester.suggestions(for: "", limit: 9).isEmpty)
  }
}
