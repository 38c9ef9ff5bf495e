package import Core
import Glibc
import Objects
import Synchronization

/// A folder of vectors, one writer at a time, any number of readers in any process.
///
/// It follows a source of truth that numbers its changes: each `append` says up to which number the
/// index is now up to date, and after a crash `watermark` says from where to go on. A change that
/// `append` has returned from survives a crash and a power failure; one that it has not is there
/// whole or not at all.
///
/// On the disk: a `manifest` names the parts; changes go to the last of them, a log; `maintain()`
/// seals logs into segments and merges these. See `docs/design/0023-vector-index.md`.
package final class VectorIndex: Sendable {
  package let folder: FilePath
  package let space: VectorSpace
  /// What an interrupted change had left behind and opening has cut off; `nil` for nothing.
  package let recovered: String?
  let options: VectorIndexOptions
  private let lock: IndexLock

  struct State: Sendable {
    var manifest: Manifest
    var contents: IndexContents
    var log: LogFile
    /// Where the next frame is written: behind those that are written but not yet on the disk.
    var end: Int
    /// Written but not yet on the disk, in order.
    var pending: [Pending] = []
    /// Frames written so far.
    var written = 0
    /// Frames known to be on the disk.
    var durable = 0
    /// A failure after which nobody knows what is on the disk.
    var failure: Fault?
  }

  struct Pending: Sendable {
    var frame: LogFrame
    var start: Int
    var end: Int
  }

  let state: Mutex<State>
  /// Held while the log is flushed: who waits for it finds that his change was flushed too. Taken
  /// before `state`.
  let flushing = Mutex<Void>(())
  /// Held by the one piece of background work. Taken before `flushing`.
  let maintenance = Mutex<Void>(())

  /// Opens the index in a folder for writing, or makes one. Cuts off what an interrupted change has
  /// left, and removes files that no longer belong to it.
  ///
  /// - Throws: `vectors.busy` when another writes to it, `vectors.space` when it holds vectors of
  ///   another space, `vectors.damaged`, and faults of the file system.
  /// - Complexity: see `IndexContents`; a million rows open in some 10 ms.
  package init(
    at folder: FilePath, space: VectorSpace, options: VectorIndexOptions = VectorIndexOptions()
  ) throws(Fault) {
    precondition(space.dimension > 0 && !space.name.isEmpty)
    try Folder.create(folder)
    lock = try IndexLock(folder.appending("lock"))
    (self.folder, self.space, self.options) = (folder, space, options)
    let manifest = try Self.manifest(in: folder, space: space, options: options)
    try Self.removeStrangers(in: folder, keeping: manifest, witness: options.witness)
    let contents = try IndexContents(manifest, in: folder, logLimit: options.logLimit)
    let log = try LogFile(
      opening: manifest.entries.last!.number, in: folder, witness: options.witness)
    recovered = contents.tail
    if recovered != nil {
      try log.file.truncate(to: contents.logEnd)
      try log.file.synchronise()
    }
    state = Mutex(
      State(manifest: manifest, contents: contents, log: log, end: contents.logEnd))
  }

  /// What can be found now. Never waits for the disk.
  package func snapshot() -> VectorSnapshot { state.withLock { VectorSnapshot($0.contents) } }

  /// Of the last acknowledged change; 0 when there was none.
  package var watermark: Int64 { state.withLock { $0.contents.watermark } }

  /// Vectors in the log that changes go to now.
  package var logCount: Int { state.withLock { $0.contents.parts.last?.count ?? 0 } }

  private static func manifest(
    in folder: FilePath, space: VectorSpace, options: VectorIndexOptions
  ) throws(Fault) -> Manifest {
    do throws(Fault) {
      let manifest = try Manifest.read(in: folder)
      guard manifest.space == space, manifest.allowsSeveral == options.allowsSeveral else {
        throw Fault(
          "vectors.space", .user,
          "this index holds vectors of \(manifest.space), not of \(space) as wanted",
          remedy: "Use another folder, or remove this one and rebuild the index.", path: folder)
      }
      return manifest
    } catch {
      guard error.code == "file.missing" else { throw error }
    }
    // A log that was made just before a crash belongs to nobody.
    let path = LogFile.path(1, in: folder)
    _ = path.withCString { unlink($0) }
    _ = try LogFile(
      creating: 1, in: folder, dimension: space.dimension, watermark: 0, witness: options.witness)
    let manifest = Manifest(space: space, allowsSeveral: options.allowsSeveral, entries: [.log(1)])
    try manifest.write(in: folder, witness: options.witness)
    return manifest
  }

  /// Removes files of this index's kinds that the manifest does not name.
  static func removeStrangers(
    in folder: FilePath, keeping manifest: Manifest, witness: DiskWitness?
  ) throws(Fault) {
    let known = manifest.files
    for bytes in try Folder.names(in: folder) {
      let name = FilePath(bytes: bytes)
      let isOurs = ["vectors", "codes", "graph", "log", "new"].contains(name.fileExtension)
      guard isOurs, !known.contains(name.display) else { continue }
      witness?(.remove)
      _ = folder.appending(name).withCString { unlink($0) }
    }
  }
}
