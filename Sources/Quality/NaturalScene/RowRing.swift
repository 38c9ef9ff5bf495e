/// The last few rows of a plane, in one piece of memory. Each row begins at a multiple of 64 bytes and
/// has room before its first sample and zeros after its last, as the row kernels want it.
///
/// Pointers to rows are for the kernels and stay valid while the ring lives; they do not leave this
/// folder.
final class RowRing<Sample: Numeric> {
  let width: Int
  let capacity: Int
  private let stride: Int
  private let memory: UnsafeMutablePointer<Sample>

  /// Room before a row's first sample, in samples: a whole vector, so that rows stay aligned.
  private static var lead: Int { 64 / MemoryLayout<Sample>.stride }

  /// - Parameter room: samples that a row has place for behind its width, beside what fills it up.
  init(rows: Int, width: Int, room: Int = 0) {
    precondition(rows > 0 && width > 0)
    self.width = width
    capacity = rows
    let lead = Self.lead
    stride = lead + (width + room + lead - 1) / lead * lead + lead
    memory = UnsafeMutableRawPointer.allocate(
      byteCount: rows * stride * MemoryLayout<Sample>.stride, alignment: 64
    ).bindMemory(to: Sample.self, capacity: rows * stride)
    memory.initialize(repeating: 0, count: rows * stride)
  }

  deinit { memory.deallocate() }

  /// Where row `index` lies, as long as fewer than `capacity` newer rows were written.
  func row(_ index: Int) -> UnsafeMutablePointer<Sample> {
    memory + index % capacity * stride + Self.lead
  }
}
