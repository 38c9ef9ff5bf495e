import Core
import Kernels

/// One acknowledged change: the rows it removes, and the vectors of those that it replaces.
///
/// In the log: magic, length of the payload, watermark, number of vectors, number of removed rows,
/// dimension, checksum of the payload, checksum of what came before (64 bytes in all); then rows,
/// removed rows, and from the next multiple of 64 bytes the vectors, padded to 64 again.
struct LogFrame: Sendable {
  static let headerSize = 64
  static let magic: UInt64 = 0x454D_4152_4656_4D53  // SMVFRAME

  /// A row for each vector; vectors of one row are side by side.
  var rows: [Int64]
  var removed: [Int64]
  /// `rows.count` vectors of length 1, one after another.
  var vectors: [Float]
  var watermark: Int64

  /// Bytes from a frame's start to its vectors.
  static func vectorsOffset(rows: Int, removed: Int) -> Int {
    (headerSize + 8 * (rows + removed) + 63) & ~63
  }

  static func size(rows: Int, removed: Int, dimension: Int) -> Int {
    vectorsOffset(rows: rows, removed: removed) + (4 * rows * dimension + 63) & ~63
  }

  func encoded(dimension: Int) -> [UInt8] {
    var payload: [UInt8] = []
    payload.reserveCapacity(
      Self.size(rows: rows.count, removed: removed.count, dimension: dimension))
    rows.withUnsafeBytes { payload.append(contentsOf: $0) }
    removed.withUnsafeBytes { payload.append(contentsOf: $0) }
    payload.pad(to: 64)
    vectors.withUnsafeBytes { payload.append(contentsOf: $0) }
    payload.pad(to: 64)
    var header: [UInt8] = []
    header.append(raw: Self.magic)
    header.append(raw: UInt64(payload.count))
    header.append(raw: watermark)
    header.append(raw: UInt64(rows.count))
    header.append(raw: UInt64(removed.count))
    header.append(raw: UInt64(dimension))
    header.append(raw: UInt64(payload.withUnsafeBytes { VectorKernel.checksum($0) }))
    header.append(raw: UInt64(header.withUnsafeBytes { VectorKernel.checksum($0) }))
    return header + payload
  }

  /// What stands at a place of a log.
  enum Reading {
    case frame(LogFrame, size: Int)
    /// Nothing, or the beginning of a frame that was never acknowledged.
    case end(isClean: Bool)
    /// A whole frame whose checksum does not agree.
    case damaged(size: Int)
  }

  static func read(_ file: MappedFile, at offset: Int, end: Int, dimension: Int) -> Reading {
    guard offset + headerSize <= end else { return .end(isClean: offset == end) }
    let field = { file.load(UInt64.self, at: offset + 8 * $0) }
    let sum = file.withBytes(offset..<offset + headerSize - 8) { VectorKernel.checksum($0) }
    guard field(0) == magic, field(7) == UInt64(sum), field(5) == UInt64(dimension) else {
      return .end(isClean: false)
    }
    let (count, removedCount) = (Int(field(3)), Int(field(4)))
    let size = size(rows: count, removed: removedCount, dimension: dimension)
    guard Int(field(1)) == size - headerSize, offset + size <= end else {
      return .end(isClean: false)
    }
    let body = file.withBytes(offset + headerSize..<offset + size) { VectorKernel.checksum($0) }
    guard field(6) == UInt64(body) else { return .damaged(size: size) }
    let start = offset + headerSize
    let numbers = offset + vectorsOffset(rows: count, removed: removedCount)
    let frame = LogFrame(
      rows: array(file, start..<start + 8 * count),
      removed: array(file, start + 8 * count..<start + 8 * (count + removedCount)),
      vectors: array(file, numbers..<numbers + 4 * count * dimension),
      watermark: Int64(bitPattern: field(2)))
    return .frame(frame, size: size)
  }

  private static func array<Element: BitwiseCopyable>(
    _ file: MappedFile, _ range: Range<Int>
  ) -> [Element] {
    file.withBytes(range) { Array($0.bindMemory(to: Element.self)) }
  }
}
