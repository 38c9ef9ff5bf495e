internal import CKernels
internal import Glibc

/// The low corner of the two-dimensional discrete cosine transform (DCT-II; Ahmed, Natarajan, Rao
/// 1974) of a 64 × 64 plane.
package enum CosineKernel {
  /// Left halves of the sixteen lowest orthonormal basis vectors of length 64, 16 × 32.
  static let halfBasis: [Double] = (0..<16).flatMap { (frequency: Int) -> [Double] in
    let scale = (frequency == 0 ? 1.0 / 64 : 2.0 / 64).squareRoot()
    return (0..<32).map { (position: Int) -> Double in
      scale * cos(Double.pi / 128 * Double(frequency * (2 * position + 1)))
    }
  }

  /// Coefficients 0…15 of both axes, row (vertical) frequency first, times `scale`, rounded to
  /// multiples of 2⁻¹². The transform is orthonormal: a plane of constant `v` gives `64 v scale`.
  ///
  /// Mirroring the plane flips exactly the signs of the odd frequencies; transposing it transposes
  /// the coefficients.
  package static func lowest16(of plane: [Double], scale: Double) -> [Float] {
    precondition(plane.count == 64 * 64)
    return [Float](unsafeUninitializedCapacity: 256) { coefficients, count in
      count = 256
      plane.withUnsafeBufferPointer { plane in
        halfBasis.withUnsafeBufferPointer {
          semblance_dct_64_to_16(
            plane.baseAddress!, scale, $0.baseAddress!, coefficients.baseAddress!)
        }
      }
    }
  }
}
