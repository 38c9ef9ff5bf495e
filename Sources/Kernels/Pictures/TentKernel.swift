internal import CKernels
internal import Glibc

/// The two steps of PDQ that touch every pixel, in the single-precision order of the published
/// reference, so that the bits agree.
package enum TentKernel {
  /// Blurs by a running box along rows and columns, twice (a tent; Jarosz 2001), and takes the
  /// samples at the centres of 64 × 64 cells. A 64 × 64 plane is left as it is.
  ///
  /// - Precondition: both sides are at least 5.
  package static func reduced(_ plane: [Float], width: Int, height: Int) -> [Float] {
    precondition(width >= 5 && height >= 5 && plane.count == width * height)
    if width == 64 && height == 64 { return plane }
    var plane = plane
    var scratch = [Float](repeating: 0, count: width * (height + 32))
    return [Float](unsafeUninitializedCapacity: 64 * 64) { reduced, count in
      count = 64 * 64
      plane.withUnsafeMutableBufferPointer { plane in
        scratch.withUnsafeMutableBufferPointer {
          semblance_tent_reduce(
            plane.baseAddress!, $0.baseAddress!, width, height, reduced.baseAddress!)
        }
      }
    }
  }

  /// The same 64 × 64 samples, estimated from a picture that was reduced before: what `reduced`
  /// would give for the original of `originalWidth` × `originalHeight`. O(`64 * samples / 8`).
  ///
  /// - Precondition: the original's sides are at least 5 and no smaller than the picture's.
  package static func estimated(
    _ plane: [Float], width: Int, height: Int, originalWidth: Int, originalHeight: Int
  ) -> [Float] {
    precondition(plane.count == width * height)
    let columns = TentTaps.cached(original: originalWidth, reduced: width)
    let rows = TentTaps.cached(original: originalHeight, reduced: height)
    return [Float](unsafeUninitializedCapacity: 64 * 64) { reduced, count in
      count = 64 * 64
      withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { scratch in
        plane.withUnsafeBufferPointer { plane in
          columns.withAxis { columns in
            rows.withAxis { rows in
              semblance_tent_estimate(
                plane.baseAddress!, width, columns, rows, scratch.baseAddress!,
                reduced.baseAddress!)
            }
          }
        }
      }
    }
  }

  private static let basis: [Float] = {
    let scale = Float((2.0 / 64).squareRoot())
    return (1...16).flatMap { (frequency: Int) -> [Float] in
      (0..<64).map { (position: Int) -> Float in
        let angle = Double.pi / 2 / 64 * Double(frequency) * Double(2 * position + 1)
        return Float(Double(scale) * cos(angle))
      }
    }
  }()

  /// Cosine coefficients 1…16 of both axes of a 64 × 64 plane, row frequency first.
  package static func coefficients(of plane: [Float]) -> [Float] {
    precondition(plane.count == 64 * 64)
    return [Float](unsafeUninitializedCapacity: 256) { coefficients, count in
      count = 256
      plane.withUnsafeBufferPointer { plane in
        basis.withUnsafeBufferPointer {
          semblance_pdq_coefficients(
            plane.baseAddress!, $0.baseAddress!, coefficients.baseAddress!)
        }
      }
    }
  }

  /// PDQ's sum of gradients of a 64 × 64 plane of luma, 0…255: all differences between neighbours,
  /// down and across, in whole hundredths of the range.
  package static func gradientSum(of plane: [Float]) -> Int {
    precondition(plane.count == 64 * 64)
    return plane.withUnsafeBufferPointer { Int(semblance_gradient_sum($0.baseAddress!)) }
  }
}

extension TentTaps {
  fileprivate func withAxis(_ body: (semblance_tent_axis) -> Void) {
    weights.withUnsafeBufferPointer { weights in
      starts.withUnsafeBufferPointer {
        body(
          semblance_tent_axis(
            weights: weights.baseAddress!, starts: $0.baseAddress!, stride: stride))
      }
    }
  }
}
