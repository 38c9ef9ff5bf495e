import Core
import Kernels

/// A log read from its file.
struct LogReplay {
  /// Where the next frame belongs.
  var end = LogFile.headerSize
  /// Of the last frame, or that with which the log began.
  var watermark: Int64
  /// What stands after the end and was never acknowledged; `nil` when nothing does.
  var tail: String?

  /// Reads and checks all of it, about 5 GB/s.
  ///
  /// - Parameters:
  ///   - end: how many bytes of the file there are.
  ///   - take: gets each frame in order, and where its vectors stand, up to the first that is not
  ///     whole.
  /// - Throws: `vectors.damaged` for a damaged header, and for a damaged frame that others follow: an
  ///   acknowledged change is gone then.
  init(
    _ file: MappedFile, number: UInt64, dimension: Int, end: Int,
    take: (LogFrame, _ vectorsAt: Int) -> Void
  ) throws(Fault) {
    guard end >= LogFile.headerSize else {
      throw .damaged("the header of this log of vectors is damaged", file.path)
    }
    let sum = file.withBytes(0..<LogFile.headerSize - 8) { VectorKernel.checksum($0) }
    guard file.load(UInt64.self, at: 0) == LogFile.magic,
      file.load(UInt64.self, at: 8) == number,
      file.load(UInt64.self, at: 16) == UInt64(dimension),
      file.load(UInt64.self, at: LogFile.headerSize - 8) == UInt64(sum)
    else { throw .damaged("the header of this log of vectors is damaged", file.path) }
    watermark = file.load(Int64.self, at: 24)
    reading: while true {
      switch LogFrame.read(file, at: self.end, end: end, dimension: dimension) {
      case .frame(let frame, let size):
        let offset = LogFrame.vectorsOffset(rows: frame.rows.count, removed: frame.removed.count)
        take(frame, self.end + offset)
        watermark = frame.watermark
        self.end += size
      case .end(let isClean):
        if !isClean {
          guard !Self.hasFrame(file, after: self.end, end: end, dimension: dimension) else {
            throw Self.damage(file, self.end)
          }
          tail = "\(file.path.display): \(end - self.end) bytes of an unfinished change at the end"
        }
        break reading
      case .damaged(let size):
        let last = self.end + size - 1
        guard !Self.hasFrame(file, after: last, end: end, dimension: dimension) else {
          throw Self.damage(file, self.end)
        }
        tail =
          "\(file.path.display): the last change, at byte \(self.end), is damaged or unfinished"
        break reading
      }
    }
  }

  private static func damage(_ file: MappedFile, _ offset: Int) -> Fault {
    .damaged("the change at byte \(offset) of this log of vectors is damaged", file.path)
  }

  /// Whether a whole frame follows; frames begin at multiples of 64.
  private static func hasFrame(
    _ file: MappedFile, after offset: Int, end: Int, dimension: Int
  ) -> Bool {
    var place = (offset & ~63) + 64
    while place + LogFrame.headerSize <= end {
      if file.load(UInt64.self, at: place) == LogFrame.magic,
        case .frame = LogFrame.read(file, at: place, end: end, dimension: dimension)
      {
        return true
      }
      place += 64
    }
    return false
  }
}
