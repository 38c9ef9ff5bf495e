import Catalogue
import Core
import Foundation
import Ingest
import Objects
import TestSupport
import Testing

@Suite struct InterruptionTests {
  let library: Library

  init() throws {
    library = try Library()
    for number in 0..<200 {
      let content = number % 23 == 0 ? "bad \(number)" : "picture \(number % 150)"
      try library.write(content, to: "\(number % 5)/\(number).jpg")
    }
  }

  /// What an index that nothing disturbed leaves.
  private func undisturbed() throws -> [String] {
    let other = try Catalogue(at: library.folder.path.appending("undisturbed"))
    try Indexer(catalogue: other, processor: FakeProcessor()).index([library.photos])
    var lines: [String] = []
    try other.reader().forEachDumpLine(below: library.photos) { lines.append($0) }
    return lines
  }

  @Test(arguments: [1, 7, 40, 120])
  func aCancelledIndexGoesOnWhereItStopped(after count: Int) throws {
    let cancellation = CancellationToken()
    var options = IndexOptions()
    options.batchCount = 10
    let processor = FakeProcessor { if $0 == count { cancellation.cancel() } }
    let report = try library.index(processor, options: options, cancellation: cancellation)
    #expect(report.wasCancelled)
    #expect(report.counts.missing == 0)
    let kept = try library.reader.allFiles().count
    #expect(kept < 200)
    #expect(kept == report.counts.indexed + report.counts.linked + report.counts.failed)

    let rest = FakeProcessor()
    #expect(try !library.index(rest).wasCancelled)
    #expect(try library.dump() == undisturbed())
    #expect(processor.processed + rest.processed <= 200 + count)
  }

  @Test(arguments: [3, 50, 130])
  func aCrashAtAnyPointLosesAndRepeatsNothingCommitted(after count: Int) throws {
    // A crash is what the disk holds at some moment: the library folder is copied while the index
    // runs, and the copy is opened and finished.
    let snapshot = library.folder.url.appending(path: "snapshot")
    let source = URL(filePath: library.catalogue.folder.display)
    var options = IndexOptions()
    options.batchCount = 10
    var seen = 0
    try library.index(FakeProcessor(), options: options) { event in
      if case .indexed = event { seen += 1 }
      if seen == count, !FileManager.default.fileExists(atPath: snapshot.path) {
        try? FileManager.default.copyItem(at: source, to: snapshot)
      }
    }
    let crashed = try Catalogue(at: FilePath(snapshot.path))
    let committed = try crashed.reader().imageColumns().count
    #expect(committed >= count - 1 && committed < 142)
    let processor = FakeProcessor()
    let report = try Indexer(catalogue: crashed, processor: processor).index([library.photos])
    #expect(report.counts.unchanged + report.counts.stillFailed >= committed)
    var lines: [String] = []
    try crashed.reader().forEachDumpLine(below: library.photos) { lines.append($0) }
    #expect(lines == (try undisturbed()))
    #expect(try crashed.integrityProblems() == [])
  }

  @Test func twoIndexesAtOnceEndWithOneCatalogue() async throws {
    let library = library
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let catalogue = try Catalogue(at: library.catalogue.folder)
          var options = IndexOptions()
          options.batchCount = 10
          try Indexer(catalogue: catalogue, processor: FakeProcessor(), options: options)
            .index([library.photos])
        }
      }
      try await group.waitForAll()
    }
    #expect(try library.dump() == undisturbed())
  }
}
