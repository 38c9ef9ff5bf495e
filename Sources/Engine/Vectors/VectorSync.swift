import Catalogue
import Core
import Vectors

/// Brings the vector index of a space up to date with the catalogue, which is the truth.
struct VectorSync {
  let catalogue: Catalogue
  let space: VectorSpace

  var folder: FilePath { catalogue.folder.appending("vectors").appending(space.name) }

  /// Changes an append takes at once.
  private static let batch = 2_048

  /// An up-to-date view. Where another process writes to the index, its last state is read instead.
  ///
  /// - Returns: the view, and up to which of the catalogue's changes it goes.
  func snapshot() throws -> (index: any VectorIndexReading, revision: Int64) {
    let index: VectorIndex
    do throws(Fault) {
      index = try VectorIndex(at: folder, space: space)
    } catch {
      guard error.code == "vectors.busy" else { throw error }
      return (try VectorSnapshot(at: folder), try catalogue.embeddingFeed().revision())
    }
    try update(index)
    try index.maintain()
    return (index.snapshot(), index.watermark)
  }

  private func update(_ index: VectorIndex) throws {
    let feed = catalogue.embeddingFeed()
    while true {
      let changes = try feed.changes(in: space, after: index.watermark, limit: Self.batch)
      guard changes.through > index.watermark else { return }
      var rows: [(row: Int64, vector: [Float])] = []
      var removed: [Int64] = []
      for change in changes.changes {
        guard let vector = change.vectors.first else {
          removed.append(change.image.rawValue)
          continue
        }
        rows.append((change.image.rawValue, vector))
      }
      try index.append(rows, removing: removed, watermark: changes.through)
    }
  }
}
