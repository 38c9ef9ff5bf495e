import Core
import Engine
import Foundation
import Query
import TestSupport
import Testing

/// An index of vectors that a disk damaged is named, and made anew from the catalogue.
struct VectorRebuildTests {
  @Test func aDamagedIndexIsNamedAndMadeAnew() throws {
    let folder = try TemporaryFolder()
    let pictures = folder.url.appending(path: "pictures")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    for seed in 0..<8 as Range<UInt64> {
      try Data(DrawnPicture.bitmap(seed: seed, width: 160, height: 120))
        .write(to: pictures.appending(path: "\(seed).bmp"))
    }
    let place = folder.path.appending("library")
    let library = try Library(at: place)
    try library.index([FilePath(pictures.path)])
    let picture = try FilePath(pictures.appending(path: "3.bmp").path).resolved()
    var request = SearchRequest(terms: [QueryTerm(.file(picture))])
    (request.limit, request.leastBand, request.includesQueried) = (3, .none, true)
    let found = try library.search(request).hits.map(\.paths)
    #expect(found.first == [picture])
    #expect(try library.verifyVectors().damage.isEmpty)

    let index = URL(filePath: place.display).appending(path: "vectors/builtin-1")
    let log = try #require(
      FileManager.default.contentsOfDirectory(atPath: index.path).first { $0.hasSuffix(".log") })
    var bytes = try Data(contentsOf: index.appending(path: log))
    bytes[bytes.count / 2] ^= 4
    try bytes.write(to: index.appending(path: log))
    #expect(try library.verifyVectors().damage.contains { $0.contains(log) })
    let check = try #require(
      Doctor(libraryFolder: place).examine().first { $0.subject == "vectors" })
    #expect(check.state == .failed && check.remedy.contains("--rebuild-vectors"))

    #expect(
      try library.rebuildVectors() == [RebuiltIndex(space: "builtin-1", vectorCount: 8)])
    #expect(try library.verifyVectors().damage.isEmpty)
    #expect(try library.search(request).hits.map(\.paths) == found)
    #expect(try Library(at: place).search(request).hits.map(\.paths) == found)
  }
}
