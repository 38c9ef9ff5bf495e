internal import CKernels
package import Core

/// Turns 256 numbers into 256 decisions.
package enum MedianKernel {
  /// The 128th smallest of 256 finite values, as PDQ's (Torben Mogensen's) median picks it.
  package static func lowerMedian(of values: [Float]) -> Float {
    precondition(values.count == 256)
    return values.withUnsafeBufferPointer { semblance_median_256($0.baseAddress!) }
  }

  /// Decision `i` of the result is `values[i] > threshold`.
  package static func decisions(of values: [Float], above threshold: Float) -> Hash256 {
    precondition(values.count == 256)
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    values.withUnsafeBufferPointer { values in
      withUnsafeMutableBytes(of: &words) {
        semblance_threshold_256(
          values.baseAddress!, threshold, $0.assumingMemoryBound(to: UInt64.self).baseAddress!)
      }
    }
    return Hash256(a: words.0, b: words.1, c: words.2, d: words.3)
  }
}
