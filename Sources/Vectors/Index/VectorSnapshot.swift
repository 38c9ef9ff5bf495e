package import Core

/// An index as it was at one moment, for reading. Files that it was made of stay readable as long as
/// it lives.
package struct VectorSnapshot: VectorIndexReading {
  package let space: VectorSpace
  package let count: Int
  /// Of the last change that is in it.
  package let watermark: Int64
  /// How many of the nearest a walk through a graph keeps; `nil` for as many as a recall of .99
  /// takes. For measurements.
  package var breadth: Int?
  let parts: [Part]

  init(_ contents: IndexContents) {
    space = contents.space
    count = contents.rowCount
    watermark = contents.watermark
    parts = contents.parts
  }

  /// Reads the index in a folder, whoever may be writing to it: what was acknowledged before is in
  /// it. Never waits.
  ///
  /// - Throws: `file.missing` when there is none, `vectors.damaged`.
  package init(at folder: FilePath) throws(Fault) {
    // Files may go between the reading of their names and the opening: then the names are new too.
    for attempt in 0... {
      let manifest = try Manifest.read(in: folder)
      do throws(Fault) {
        self.init(try IndexContents(manifest, in: folder, logLimit: 0))
        return
      } catch {
        guard error.code == "file.missing", attempt < 100,
          try Manifest.read(in: folder) != manifest
        else { throw error }
      }
    }
    preconditionFailure("the loop returns or throws")
  }

  package func vector(of row: Int64) throws(Fault) -> [Float]? {
    for part in parts.reversed() {
      if let position = part.firstPosition(of: row) { return try part.vector(at: position) }
    }
    return nil
  }

  package func vectors(of row: Int64) throws(Fault) -> [[Float]] {
    for part in parts.reversed() {
      let positions = part.positions(of: row)
      if positions.isEmpty { continue }
      var vectors: [[Float]] = []
      for position in positions { vectors.append(try part.vector(at: position)) }
      return vectors
    }
    return []
  }

  /// Every row that has a vector.
  package var rows: RowSet {
    var rows = RowSet()
    for part in parts {
      for position in 0..<part.count where !part.dead.contains(position) {
        rows.insert(part.row(at: position))
      }
    }
    return rows
  }
}
