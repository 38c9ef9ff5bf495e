package import Catalogue
package import Core
import Files

/// Brings a catalogue up to date with folders of pictures.
///
/// One thread lists the folders and compares with what is known; as many as there are processors
/// read, digest and decode what is new; the caller's thread commits in batches. What was committed
/// stays, however the process ends, and the next run goes on from there.
package struct Indexer: Sendable {
  private let catalogue: Catalogue
  private let owner: Owner
  private let processor: any PictureProcessing
  private let options: IndexOptions

  package init(
    catalogue: Catalogue, owner: Owner = .local, processor: any PictureProcessing,
    options: IndexOptions = IndexOptions()
  ) {
    self.catalogue = catalogue
    self.owner = owner
    self.processor = processor
    self.options = options
  }

  /// Indexes folders or single files. Blocks until it is done or `cancellation` is raised, which
  /// ends it within the time of one decode.
  ///
  /// - An unchanged file (inode, size, time) costs nothing but its listing.
  /// - A file whose content is known, by its digest or because the file system says that it is the
  ///   same file, is not decoded; where the known path is gone, it is a move and keeps its row.
  /// - A known file that is not listed becomes missing, but not when its root is gone or empty, its
  ///   disk seems not to be mounted, or its folder could not be read.
  /// - One bad file never stops the run: it is recorded with its reason, and tried again when it
  ///   has changed, or at every run if the reason was not of its content.
  ///
  /// - Parameter onEvent: called on the caller's thread, in the order of committing.
  /// - Throws: a fault when a glob is malformed, or the catalogue cannot be read or written.
  @discardableResult
  package func index(
    _ roots: [FilePath], cancellation: CancellationToken = CancellationToken(),
    onEvent: (IndexEvent) -> Void = { _ in }
  ) throws -> IndexReport {
    try options.scan.validate()
    let roots = roots.map { root in (try? root.resolved()) ?? root }
    let reader = catalogue.reader(owner: owner)
    let known = try reader.knownFiles(below: roots)
    let stale = try StaleImages(
      of: known.values, reader, processor, retriesFailed: options.retriesFailed)
    let difference = FolderDifference(known: known, stale: stale.all, options: options)
    let present = roots.filter { if case .present = FileStatus(of: $0) { true } else { false } }
    try remember(present, reader)
    let worker = FileWorker(
      catalogue: catalogue, reader: reader, processor: processor, claims: DigestClaims(),
      stale: stale, maximumBytes: options.maximumBytes)
    var run = IndexRun(
      FolderScanner(roots: present, options: options.scan), difference, worker: worker,
      writer: catalogue.writer(owner: owner), options: options, cancellation: cancellation)
    try run.commitUntilDone(onEvent)
    return try run.finish(roots, onEvent)
  }

  private func remember(_ roots: [FilePath], _ reader: CatalogueReader) throws {
    let known = try reader.roots().map(\.path)
    // What lies in a known root is indexed with it.
    let new = roots.filter { root in !known.contains(where: root.isInside) }
    if new.isEmpty { return }
    try catalogue.writer(owner: owner).transaction { transaction in
      for root in new { try transaction.putRoot(root) }
    }
  }
}
