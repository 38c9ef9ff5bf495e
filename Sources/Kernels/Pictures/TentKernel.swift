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
}
