package import Catalogue
package import Core
import Files
package import Ingest
import Query
package import Review

/// A library: a folder of what is known about pictures that lie elsewhere, and everything that can
/// be done with it.
///
/// All calls block their thread; none may be made from the cooperative pool. Any number may run at
/// once, in one process or several; writers take turns.
package final class Library: Sendable {
  package let catalogue: Catalogue
  package let owner: Owner
  /// What searches of this process found.
  let searchCache = SearchCache()
  let vectorViews = VectorViews()
  let banks = KnownBanks()
  /// Where approved files go.
  let trash: TrashCan

  package var folder: FilePath { catalogue.folder }
  /// Where actions on files are journalled.
  package var journalFolder: FilePath { folder.appending("journal") }

  package var reader: CatalogueReader { catalogue.reader(owner: owner) }
  package var writer: CatalogueWriter { catalogue.writer(owner: owner) }

  /// Opens a library, making it when it is not there.
  ///
  /// - Parameter trash: where approved files go; by default the platform's.
  /// - Throws: a fault when the folder cannot be made or opened, or is a newer version's.
  package init(
    at folder: FilePath, owner: Owner = .local, trash: TrashCan = TrashCan()
  ) throws {
    self.trash = trash
    catalogue = try Catalogue(at: folder)
    self.owner = owner
    try keepScansOut()
  }

  /// A library may lie inside a folder that is scanned: its thumbnails are no pictures of anybody's.
  private func keepScansOut() throws {
    let mark = folder.appending(ScanOptions().ignoreFileName)
    if (try? FileContents(reading: mark, limit: 1 << 10)) != nil { return }
    try AtomicFile.write(Array("*\n".utf8), to: mark, durable: false)
  }

  /// Indexes folders or files; see ``Ingest/Indexer/index(_:cancellation:onEvent:)``.
  @discardableResult
  package func index(
    _ paths: [FilePath], options: IndexOptions = IndexOptions(),
    cancellation: CancellationToken = CancellationToken(),
    onEvent: (IndexEvent) -> Void = { _ in }
  ) throws -> IndexReport {
    let indexer = Indexer(
      catalogue: catalogue, owner: owner,
      processor: try PictureProcessor(assessor: options.assessor, model: options.model),
      options: options)
    return try vectorViews.whileIndexing {
      try indexer.index(paths, cancellation: cancellation, onEvent: onEvent)
    }
  }
}
