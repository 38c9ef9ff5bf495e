internal import CKernels

/// Gradients split between the two nearest of 8 directions, their sign forgotten.
package enum GradientKernel {
  package static let directions = 8

  /// Gradients as sums of neighbouring directions, one entry a gradient.
  package struct Split: Hashable, Sendable {
    /// The direction before, in steps of 22.5°: 0…7; the next of 7 is 0.
    package var sectors: [Int32]
    /// What the direction before gets, and what the next gets; never negative.
    package var first: [Float]
    package var second: [Float]
  }

  /// - Precondition: `across` and `down` are equally long.
  package static func split(across: [Float], down: [Float]) -> Split {
    precondition(across.count == down.count)
    let count = across.count
    var split = Split(
      sectors: [Int32](repeating: 0, count: count), first: [Float](repeating: 0, count: count),
      second: [Float](repeating: 0, count: count))
    guard count > 0 else { return split }
    split.sectors.withUnsafeMutableBufferPointer { sectors in
      split.first.withUnsafeMutableBufferPointer { first in
        split.second.withUnsafeMutableBufferPointer { second in
          across.withUnsafeBufferPointer { across in
            down.withUnsafeBufferPointer { down in
              semblance_split_gradients(
                across.baseAddress!, down.baseAddress!, count, sectors.baseAddress!,
                first.baseAddress!, second.baseAddress!)
            }
          }
        }
      }
    }
    return split
  }
}
