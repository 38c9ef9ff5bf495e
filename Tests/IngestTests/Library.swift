import Catalogue
import Core
import Foundation
import Ingest
import TestSupport

/// A folder of made-up pictures and a catalogue beside it.
final class Library: Sendable {
  let folder: TemporaryFolder
  let catalogue: Catalogue
  var photos: FilePath { folder.path.appending("photos") }
  var reader: CatalogueReader { catalogue.reader() }

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "photos"), withIntermediateDirectories: true)
  }

  func path(_ name: String) -> FilePath { photos.appending(name) }
  func url(_ name: String) -> URL { folder.url.appending(path: "photos/" + name) }

  func write(_ content: String, to name: String) throws {
    try folder.write(content.utf8, to: "photos/" + name)
  }

  func move(_ name: String, to other: String) throws {
    try FileManager.default.createDirectory(
      at: url(other).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: url(name), to: url(other))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

  @discardableResult
  func index(
    _ processor: FakeProcessor = FakeProcessor(), options: IndexOptions = IndexOptions(),
    cancellation: CancellationToken = CancellationToken(),
    onEvent: (IndexEvent) -> Void = { _ in }
  ) throws -> IndexReport {
    try Indexer(catalogue: catalogue, processor: processor, options: options)
      .index([photos], cancellation: cancellation, onEvent: onEvent)
  }

  /// The paths in a state, relative to the photos.
  func names(_ state: FileState = .present) throws -> [String] {
    try reader.files(in: state).map { $0.path.relative(to: photos)!.display }
  }

  func dump() throws -> [String] {
    var lines: [String] = []
    try reader.forEachDumpLine(below: photos) { lines.append($0) }
    return lines
  }
}
