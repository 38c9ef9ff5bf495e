import Core
import Kernels

/// An index's parts as they are on the disk, and what became of them since.
struct IndexContents: Sendable {
  let space: VectorSpace
  let allowsSeveral: Bool
  /// Oldest first; the last is the log that is written to.
  private(set) var parts: [Part] = []
  /// Where each log has its rows, in the order of `parts`; `nil` for segments, which know.
  private var directories: [[Int64: Range<Int>]?] = []
  /// Rows that have a vector.
  private(set) var rowCount = 0
  private(set) var watermark: Int64 = 0
  /// Where the next frame of the last log belongs.
  private(set) var logEnd = 0
  /// What stood behind the acknowledged changes.
  private(set) var tail: String?

  /// Address space for a log to grow in without being mapped anew.
  private static let logRoom = 256 << 20

  /// Reads an index. A segment's vectors are only mapped; logs are read and checked whole.
  /// - Complexity: O(rows / 64 + vectors in logs).
  init(_ manifest: Manifest, in folder: FilePath, logLimit: Int) throws(Fault) {
    space = manifest.space
    allowsSeveral = manifest.allowsSeveral
    for entry in manifest.entries {
      switch entry {
      case .segment(let number, let hasGraph):
        let segment = try SealedSegment(number, hasGraph: hasGraph, in: folder, space: space)
        parts.append(Part(.segment(segment)))
        directories.append(nil)
      case .log(let number): try openLog(number, in: folder, logLimit: logLimit)
      }
    }
    buryOld()
  }

  private mutating func openLog(_ number: UInt64, in folder: FilePath, logLimit: Int) throws(Fault)
  {
    let path = LogFile.path(number, in: folder)
    let file = try MappedFile(path, room: Self.logRoom)
    var part = Part(
      .log(LogView(number: number, dimension: space.dimension, file: file, room: logLimit)))
    var directory: [Int64: Range<Int>] = [:]
    let replay = try LogReplay(
      file, number: number, dimension: space.dimension, end: file.count
    ) { frame, offset in
      Self.bury(frame, in: &part, &directory)
      Self.add(frame, vectorsAt: offset, to: &part, &directory)
    }
    parts.append(part)
    directories.append(directory)
    (watermark, logEnd, tail) = (replay.watermark, replay.end, replay.tail)
  }

  /// Marks in every part what younger ones replace or remove, and counts what lives.
  private mutating func buryOld() {
    var seen = RowSet()
    for index in parts.indices.reversed() {
      switch parts[index].source {
      case .segment(let segment):
        let rows = segment.rows.rowSet
        rowCount += rows.subtracting(seen).count
        for position in segment.rows.positions(of: seen).positions {
          parts[index].dead.insert(position)
        }
        seen = seen.union(rows).union(RowSet(segment.removed))
      case .log(let log):
        let rows = RowSet(directories[index]!.keys)
        rowCount += rows.subtracting(seen).count
        for position in log.positions(of: seen).positions { parts[index].dead.insert(position) }
        seen = seen.union(rows).union(RowSet(log.removed))
      }
    }
  }

  /// Takes in a frame that has been written to the last log.
  mutating func take(
    _ frame: LogFrame, vectorsAt offset: Int, end: Int, remapping path: FilePath
  )
    throws(Fault)
  {
    let last = parts.count - 1
    if case .log(var log) = parts[last].source, log.file.reach < end {
      log.file = try MappedFile(path, room: Self.logRoom)
      parts[last].source = .log(log)
    }
    for row in frame.removed + frame.rows {
      var lived = false
      for index in parts.indices where bury(row, part: index) { lived = true }
      if lived { rowCount -= 1 }
    }
    Self.add(frame, vectorsAt: offset, to: &parts[last], &directories[last]!)
    rowCount += Set(frame.rows).count
    watermark = frame.watermark
    logEnd = end
  }

  /// - Returns: whether a vector of the row lived there.
  private mutating func bury(_ row: Int64, part index: Int) -> Bool {
    let positions: Range<Int>
    if directories[index] != nil {
      positions = directories[index]!.removeValue(forKey: row) ?? 0..<0
    } else if case .segment(let segment) = parts[index].source {
      positions = segment.rows.positions(of: row)
    } else {
      return false
    }
    var lived = false
    for position in positions where parts[index].dead.insert(position) { lived = true }
    return lived
  }

  private static func bury(
    _ frame: LogFrame, in part: inout Part, _ directory: inout [Int64: Range<Int>]
  ) {
    for row in frame.removed + frame.rows {
      for position in directory.removeValue(forKey: row) ?? 0..<0 { part.dead.insert(position) }
    }
  }

  private static func add(
    _ frame: LogFrame, vectorsAt offset: Int, to part: inout Part,
    _ directory: inout [Int64: Range<Int>]
  ) {
    guard case .log(var log) = part.source else { return }
    var position = log.count
    for row in frame.rows {
      directory[row] = (directory[row]?.lowerBound ?? position)..<position + 1
      position += 1
    }
    log.append(frame, vectorsAt: offset)
    part.source = .log(log)
  }

  // MARK: parts that come and go

  /// Begins a new log after those that are there.
  mutating func begin(log number: UInt64, in folder: FilePath, logLimit: Int) throws(Fault) {
    let file = try MappedFile(LogFile.path(number, in: folder), room: Self.logRoom)
    let log = LogView(number: number, dimension: space.dimension, file: file, room: logLimit)
    parts.append(Part(.log(log)))
    directories.append([:])
    logEnd = LogFile.headerSize
  }

  /// Puts a segment in the place of the parts it was made of. What was replaced or removed since
  /// then is marked in it.
  ///
  /// - Parameter old: the parts as they were when the segment was made of them.
  mutating func replace(_ range: Range<Int>, _ old: [Part], with segment: SealedSegment) {
    var part = Part(.segment(segment))
    for (before, now) in zip(old, parts[range]) where now.dead.count > before.dead.count {
      for position in now.dead.positions where !before.dead.contains(position) {
        for buried in segment.rows.positions(of: now.row(at: position)) { part.dead.insert(buried) }
      }
    }
    parts.replaceSubrange(range, with: [part])
    directories.replaceSubrange(range, with: [nil])
  }

  /// Puts a segment in the place of the same one, now with a graph.
  mutating func exchange(_ index: Int, for segment: SealedSegment) {
    parts[index].source = .segment(segment)
  }
}
