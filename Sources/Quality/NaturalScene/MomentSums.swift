import CKernels

/// The moments of MSCN coefficients and of their products with four neighbours, gathered by the
/// kernels: the coefficients, then the products along the row, straight down, down-right, down-left.
final class MomentSums {
  static let kinds = 5
  private let memory: UnsafeMutablePointer<quality_moments>
  private let groups: Int

  init(groups: Int) {
    self.groups = groups
    memory = .allocate(capacity: groups * Self.kinds)
    memory.initialize(repeating: quality_moments(), count: groups * Self.kinds)
  }

  deinit { memory.deallocate() }

  func addAlong(_ row: UnsafePointer<Double>, width: Int, group: Int) {
    quality_moments_along(row, width, memory + group * Self.kinds)
  }

  func addAcross(
    _ above: UnsafePointer<Double>, _ row: UnsafePointer<Double>, width: Int, group: Int
  ) {
    quality_moments_across(above, row, width, memory + group * Self.kinds + 2)
  }

  /// A dealt row with its own moments and those with the row above it.
  func addDealt(
    _ above: UnsafePointer<Double>, _ row: UnsafePointer<Double>, columns: Int
  ) {
    quality_moments_dealt(above, row, columns, memory)
  }

  /// The five moments of a group over `count` samples each.
  func moments(group: Int, count: Int) -> [SampleMoments] {
    (0..<Self.kinds).map { kind in
      let sums = memory[group * Self.kinds + kind]
      return SampleMoments(
        lowerSquares: Self.total(sums.lower), upperSquares: Self.total(sums.upper),
        absolutes: Self.total(sums.absolute), lowerCount: Self.total(sums.lower_count),
        upperCount: Self.total(sums.upper_count), count: Double(count))
    }
  }

  func reset() {
    memory.update(repeating: quality_moments(), count: groups * Self.kinds)
  }

  private typealias Lanes = (Double, Double, Double, Double, Double, Double, Double, Double)

  private static func total(_ l: Lanes) -> Double {
    ((l.0 + l.1) + (l.2 + l.3)) + ((l.4 + l.5) + (l.6 + l.7))
  }
}
