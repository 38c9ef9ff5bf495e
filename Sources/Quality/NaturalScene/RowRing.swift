/// The last few rows of a plane, in one piece of memory. Each row has room before its first sample
/// and zeros after its last, as the row kernels want it.
///
/// Pointers to rows are for the kernels and stay valid while the ring lives; they do not leave this
/// folder.
final class RowRing {
  let width: Int
  let capacity: Int
  private let stride: Int
  private let memory: UnsafeMutablePointer<Double>

  /// Room before a row's first sample, in samples: a whole vector, so that rows stay aligned.
  private static let lead = 8

  init(rows: Int, width: Int) {
    precondition(rows > 0 && width > 0)
    self.width = width
    capacity = rows
    stride = Self.lead + (width + 7) / 8 * 8 + Self.lead
    memory = .allocate(capacity: rows * stride)
    memory.initialize(repeating: 0, count: rows * stride)
  }

  deinit { memory.deallocate() }

  /// Where row `index` lies, as long as fewer than `capacity` newer rows were written.
  func row(_ index: Int) -> UnsafeMutablePointer<Double> {
    memory + index % capacity * stride + Self.lead
  }
}
