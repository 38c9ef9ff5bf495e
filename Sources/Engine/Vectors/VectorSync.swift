import Catalogue
import Core
import Vectors

/// Brings a vector index of a space up to date with the catalogue, which is the truth.
struct VectorSync {
  let catalogue: Catalogue
  let space: VectorSpace
  var collection = VectorCollection.whole

  var folder: FilePath {
    catalogue.folder.appending("vectors").appending(collection.name(in: space))
  }

  private var options: VectorIndexOptions {
    VectorIndexOptions(allowsSeveral: collection == .crops)
  }

  /// Changes an append takes at once.
  private static let batch = 2_048
  /// Vectors in the log from which on maintenance seals it.
  private static let longLog = 4_096

  /// An up-to-date view. Where another process writes to the index, or nobody may, its last state is
  /// read instead. Does no more than append what is new: `maintain` is for who has time.
  ///
  /// - Returns: the view, and up to which of the catalogue's changes it goes.
  func snapshot() throws -> (index: VectorSnapshot, revision: Int64) {
    do {
      let index = try VectorIndex(at: folder, space: space, options: options)
      try update(index)
      return (index.snapshot(), index.watermark)
    } catch let fault as Fault where Self.leavesReading.contains(fault.code) {
      let last = try VectorSnapshot(at: folder)
      return (last, last.watermark)
    }
  }

  private static let leavesReading: Set<Fault.Code> = [
    "vectors.busy", "file.permission", "disk.read-only",
  ]

  /// Appends what is new, then seals and merges what is due, which may take minutes for a large
  /// library. Where another process writes to the index it is left to that.
  func maintain(cancellation: CancellationToken) throws {
    do {
      let index = try VectorIndex(at: folder, space: space, options: options)
      try update(index)
      // A short log is scanned and read again faster than it is merged.
      if index.logCount >= Self.longLog { try index.closeLog() }
      try index.maintain(cancellation: cancellation)
    } catch let fault as Fault where fault.code == "vectors.busy" {
      return
    }
  }

  private func update(_ index: VectorIndex) throws {
    let feed = catalogue.embeddingFeed()
    while true {
      let changes = try feed.changes(in: space, after: index.watermark, limit: Self.batch)
      guard changes.through > index.watermark else { return }
      var rows: [(row: Int64, vector: [Float])] = []
      var removed: [Int64] = []
      for change in changes.changes {
        let vectors =
          collection == .whole ? change.vectors.prefix(1) : change.vectors.dropFirst()
        if vectors.isEmpty { removed.append(change.image.rawValue) }
        rows += vectors.map { (change.image.rawValue, $0) }
      }
      try index.append(rows, removing: removed, watermark: changes.through)
    }
  }
}
