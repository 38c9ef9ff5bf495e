package import Core
import Kernels
import Synchronization

extension VectorIndex {
  /// Greatest row that can have a vector: rows are numbers of a table, and bitmaps span them.
  package static let maximumRow = Int64(UInt32.max)

  /// Adds and removes vectors as one change, and returns when it is on the disk. Readers see it from
  /// then on. Changes of several threads share one flush.
  ///
  /// - Parameters:
  ///   - rows: vectors of `space.dimension` numbers; scaled to length 1 unless they have it. What a
  ///     row had before is replaced. Where several vectors a row are allowed, all that this call
  ///     names count; otherwise the last.
  ///   - removed: rows that lose what they had, unless they are among `rows`.
  ///   - watermark: up to where the index follows its source with this change.
  /// - Throws: `vectors.vector` for a vector that is not one (wrong length, all zeros, not finite),
  ///   before anything is written; faults of the file system, after which the change is not there.
  package func append(
    _ rows: [(row: Int64, vector: [Float])], removing removed: [Int64] = [], watermark: Int64
  ) throws(Fault) {
    let frame = try frame(rows, removing: removed, watermark: watermark)
    let ticket = try write(frame)
    try flush(upTo: ticket)
    if state.withLock({ $0.contents.parts.last!.count >= options.logLimit }) {
      try closeLog()
    }
  }

  private func frame(
    _ rows: [(row: Int64, vector: [Float])], removing removed: [Int64], watermark: Int64
  ) throws(Fault) -> LogFrame {
    var frame = LogFrame(rows: [], removed: removed, vectors: [], watermark: watermark)
    frame.vectors.reserveCapacity(rows.count * space.dimension)
    // Vectors of a row side by side, in the order given.
    let order = rows.indices.sorted { (rows[$0].row, $0) < (rows[$1].row, $1) }
    for (place, index) in order.enumerated() {
      let row = rows[index].row
      let isReplaced = place + 1 < order.count && rows[order[place + 1]].row == row
      if isReplaced, !options.allowsSeveral { continue }
      guard (0...Self.maximumRow).contains(row) else {
        throw Fault("vectors.row", .bug, "row \(row) cannot have a vector")
      }
      guard rows[index].vector.count == space.dimension else {
        throw Fault(
          "vectors.vector", .user,
          "the vector of row \(row) has \(rows[index].vector.count) numbers instead of "
            + "\(space.dimension)", remedy: "Use vectors of the space \(space.name).")
      }
      frame.rows.append(row)
      frame.vectors += try UnitVector.of(rows[index].vector, what: "the vector of row \(row)")
    }
    return frame
  }

  /// Writes a frame behind the others.
  /// - Returns: its number.
  private func write(_ frame: LogFrame) throws(Fault) -> Int {
    let bytes = frame.encoded(dimension: space.dimension)
    return try state.withLock { state throws(Fault) in
      if let failure = state.failure { throw failure }
      do throws(Fault) {
        try state.log.file.write(bytes, at: state.end)
      } catch {
        // What was written of it must not be taken for a damaged change later.
        do throws(Fault) {
          try state.log.file.truncate(to: state.end)
        } catch {
          state.failure = error
        }
        throw error
      }
      let end = state.end + bytes.count
      state.pending.append(Pending(frame: frame, start: state.end, end: end))
      state.end = end
      state.written += 1
      return state.written
    }
  }

  /// Waits until the frame of a number is on the disk and can be found.
  private func flush(upTo ticket: Int) throws(Fault) {
    try flushing.withLock { _ throws(Fault) in
      let (log, written, durable) = state.withLock { ($0.log, $0.written, $0.durable) }
      // Somebody has done it for all who had written by then.
      if durable >= ticket { return }
      try flush(log, upTo: written)
    }
  }

  /// Flushes what is written, and publishes it. `flushing` is held.
  func flush(_ log: LogFile, upTo written: Int) throws(Fault) {
    do throws(Fault) {
      try log.file.synchronise()
    } catch {
      // The kernel may have dropped what it could not write: only the disk knows what is there.
      state.withLock { $0.failure = error }
      throw error
    }
    try state.withLock { state throws(Fault) in
      let path = LogFile.path(log.number, in: folder)
      while state.durable < written, let next = state.pending.first {
        let offset = LogFrame.vectorsOffset(
          rows: next.frame.rows.count, removed: next.frame.removed.count)
        try state.contents.take(
          next.frame, vectorsAt: next.start + offset, end: next.end, remapping: path)
        state.pending.removeFirst()
        state.durable += 1
      }
    }
  }
}
