import ArchiveFixtures
import Clustering
import Core
import Foundation
import Query
import TestSupport
import Testing

@testable import Engine
@testable import Store

/// A catalogue whose rows hold what nobody wrote, as after a fault of the disk that SQLite cannot see,
/// gives an answer or a fault, and never ends the program.
@Suite struct DamagedCatalogueTests {
  private let folder: TemporaryFolder
  private var pictures: FilePath { folder.path.appending("pictures") }

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<12 {
      var picture = DrawnPicture.bitmap(seed: UInt64(number % 8), width: 48, height: 40)
      // One of them is there twice, and three nearly so.
      if number > 8 { picture[picture.count - 9] ^= 0x40 }
      try folder.write(picture, to: "pictures/\(number).bmp")
    }
    for pack in ["one", "two"] {
      let picture = PackedFile("\(pack).bmp", DrawnPicture.bitmap(seed: 20))
      let mesh = PackedFile("\(pack).stl", ShapeModel(seed: 1, detail: 6).binarySTL())
      try folder.write(ZipWriter.bytes([picture, mesh]), to: "pictures/\(pack).zip")
    }
    let library = try Library(at: folder.path.appending("whole"))
    var options = IndexOptions()
    options.assessor = try QualityModels.assessor(folders: [])
    try library.index([pictures], options: options)
    _ = try library.indexArchives([pictures])
    _ = try library.findDuplicates()
    _ = try library.findAnomalies()
  }

  private static let damages: [SQL] = [
    "UPDATE images SET ulid = '' WHERE id = 3", "UPDATE images SET dct = x''",
    "UPDATE images SET pdq = zeroblob(5000)", "UPDATE images SET sha256 = x'00' WHERE id = 2",
    "UPDATE images SET width = -9223372036854775807 - 1, height = 9223372036854775807",
    "UPDATE images SET byte_size = 9223372036854775807, chroma = x'01', texture = 1e999",
    "UPDATE images SET taken_local = '9', latitude = 1e999, quality_score = -1e999",
    "UPDATE image_planes SET samples = x''", "UPDATE image_planes SET width = 1 << 62",
    "UPDATE image_planes SET width = 1, height = 1, samples = x'00'",
    "UPDATE image_planes SET coding = 7", "UPDATE embeddings SET vector = x'00'",
    "UPDATE embeddings SET vector = zeroblob(40)", "UPDATE embeddings SET box_left = 1e999",
    "UPDATE vector_spaces SET dimension = 1 << 62", "UPDATE vector_spaces SET dimension = -1",
    "UPDATE files SET image_id = 1 << 62", "UPDATE files SET image_id = -5",
    "UPDATE files SET size = 9223372036854775807, modified = -9223372036854775807 - 1",
    "UPDATE files SET name = x'' WHERE id = 3", "UPDATE folders SET path = x'2F2F00'",
    "UPDATE picture_quality SET opinion = -1e999", "UPDATE archives SET sha256 = x'' WHERE id = 1",
    "UPDATE archive_previews SET pdq = x''",
    "UPDATE archive_previews SET descriptor = x'00000000'",
    "UPDATE archive_previews SET width = 1 << 62, texture = 1e999",
    "UPDATE archive_entries SET size = 9223372036854775807, depth = -1, crc = 1 << 40",
    "UPDATE duplicate_links SET confidence = 1e999",
    "UPDATE duplicate_runs SET options = '{'", "DELETE FROM image_planes", "DELETE FROM folders",
  ]

  @Test func isAFaultAndNotACrash() throws {
    for (number, damage) in Self.damages.enumerated() {
      let place = folder.path.appending("library \(number)")
      try FileManager.default.copyItem(
        atPath: folder.path.appending("whole").display, toPath: place.display)
      let file = place.appending("catalogue.sqlite")
      do {
        let connection = Connection(try ConnectionHandle(opening: file, readOnly: false))
        try connection.execute("PRAGMA ignore_check_constraints = ON")
        #expect(try connection.execute(damage) > 0, "nothing was damaged by \(damage)")
      }
      var (answers, faults) = (0, 0)
      func ask(_ call: (Library) throws -> Void) throws {
        do {
          try call(Library(at: place))
          answers += 1
        } catch is Fault {
          faults += 1
        }
      }
      for call in Self.calls { try ask(call) }
      try ask { try $0.index([pictures]) }
      #expect(answers > 0 && answers + faults == Self.calls.count + 1, "after \(damage)")
    }
  }

  /// What people ask for, from everything that is kept.
  private static let calls: [@Sendable (Library) throws -> Void] = [
    { _ = try $0.lastDuplicates() }, { _ = try $0.status() }, { _ = try $0.quality() },
    { library in
      for order in PictureOrder.allCases {
        _ = try library.reader.pictures(in: order, ascending: true, after: nil, limit: 100)
      }
    },
    { _ = try $0.reader.timeline() }, { _ = try $0.clusters(.density(minimumSize: 2, samples: 2)) },
    { _ = try $0.outliers(neighbours: 3, order: .outlier) },
    { _ = try $0.findVisualDuplicates() },
    { _ = try $0.archiveClusters(.threshold(0.5, .average)) },
    { _ = try $0.findAnomalies() }, { _ = try $0.verifyVectors() },
    { _ = try $0.suggestions(for: "a") },
    { library in
      for file in try library.reader.allFiles() { _ = try library.details(of: file.path) }
    },
    { library in
      _ = try library.search(SearchRequest(terms: [QueryTerm(.text("lake"))]))
      for file in try library.reader.allFiles() {
        _ = try library.search(SearchRequest(terms: [QueryTerm(.file(file.path))]))
      }
    },
    { _ = try $0.findDuplicates() },
  ]
}
