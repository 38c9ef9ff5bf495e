import Core
import Kernels

/// What is held in memory of a log: codes, scales, rows, and where the full vectors stand in the
/// file. One thread adds at the end while others read what was there when their view was made.
final class LogRegion: @unchecked Sendable {
  let capacity: Int
  let width: Int
  private let codes: UnsafeMutablePointer<UInt8>
  private let scales: UnsafeMutablePointer<Float>
  private let rows: UnsafeMutablePointer<Int64>
  private let offsets: UnsafeMutablePointer<Int>

  init(capacity: Int, width: Int) {
    (self.capacity, self.width) = (capacity, width)
    // Pages are given when they are first written to.
    codes = UnsafeMutableRawPointer.allocate(byteCount: capacity * width, alignment: 64)
      .bindMemory(to: UInt8.self, capacity: capacity * width)
    scales = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    offsets = .allocate(capacity: capacity)
  }

  deinit {
    codes.deallocate()
    scales.deallocate()
    rows.deallocate()
    offsets.deallocate()
  }

  /// A larger one with the first `count` entries of this one.
  func grown(to capacity: Int, count: Int) -> LogRegion {
    let larger = LogRegion(capacity: capacity, width: width)
    larger.codes.update(from: codes, count: count * width)
    larger.scales.update(from: scales, count: count)
    larger.rows.update(from: rows, count: count)
    larger.offsets.update(from: offsets, count: count)
    return larger
  }

  func write(_ position: Int, row: Int64, offset: Int, vector: UnsafeBufferPointer<Float>) {
    precondition(position < capacity)
    let code = UnsafeMutableBufferPointer(start: codes + position * width, count: width)
    scales[position] = VectorKernel.code(vector, into: code)
    rows[position] = row
    offsets[position] = offset
  }

  func row(at position: Int) -> Int64 { rows[position] }
  func offset(at position: Int) -> Int { offsets[position] }

  func withRows<R: ~Copyable>(count: Int, part: UInt32, _ body: (CodedRows) -> R) -> R {
    body(
      CodedRows(
        codes: codes, stride: width, scales: scales, scaleStride: 4, width: width, count: count,
        part: part))
  }
}
