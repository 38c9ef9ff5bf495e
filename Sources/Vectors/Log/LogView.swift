import Core
import Kernels

/// A log as it was at some moment.
struct LogView: Sendable {
  let number: UInt64
  let dimension: Int
  var region: LogRegion
  var file: MappedFile
  var count = 0
  /// Rows removed by its frames; some may have come back.
  var removed: [Int64] = []

  /// - Parameter room: how many vectors to make room for.
  init(number: UInt64, dimension: Int, file: MappedFile, room: Int) {
    (self.number, self.dimension, self.file) = (number, dimension, file)
    region = LogRegion(
      capacity: max(room, 1024), width: VectorKernel.codeWidth(dimension: dimension))
  }

  /// Takes in a frame whose vectors stand at `offset` of the file.
  mutating func append(_ frame: LogFrame, vectorsAt offset: Int) {
    if count + frame.rows.count > region.capacity {
      region = region.grown(
        to: max(2 * region.capacity, count + frame.rows.count), count: count)
    }
    frame.vectors.withUnsafeBufferPointer { numbers in
      for (index, row) in frame.rows.enumerated() {
        let vector = UnsafeBufferPointer(
          rebasing: numbers[index * dimension..<(index + 1) * dimension])
        region.write(
          count + index, row: row, offset: offset + 4 * index * dimension, vector: vector)
      }
    }
    count += frame.rows.count
    removed += frame.removed
  }

  func vector(at position: Int) -> [Float] {
    let offset = region.offset(at: position)
    return file.withBytes(offset..<offset + 4 * dimension) { Array($0.bindMemory(to: Float.self)) }
  }

  /// From the youngest change back, as one replaces another. O(count).
  func positions(of row: Int64) -> Range<Int> {
    guard let last = (0..<count).last(where: { region.row(at: $0) == row }) else { return 0..<0 }
    var first = last
    while first > 0, region.row(at: first - 1) == row { first -= 1 }
    return first..<last + 1
  }

  /// O(count).
  func positions(of set: RowSet) -> PositionSet {
    var positions = PositionSet(capacity: count)
    for position in 0..<count where set.contains(region.row(at: position)) {
      positions.insert(position)
    }
    return positions
  }

  func withRows<R: ~Copyable>(part: UInt32, _ body: (CodedRows) -> R) -> R {
    region.withRows(count: count, part: part, body)
  }
}
