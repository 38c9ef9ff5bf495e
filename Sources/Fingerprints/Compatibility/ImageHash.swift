package import Core
internal import Kernels

/// The 64-bit hashes of Python's `imagehash`, bit for bit for the same pixels: `hex` of a hash here
/// is `str` of the hash there.
///
/// They are kept for comparison with other tools and their databases; the 256-bit hashes decide.
package enum ImageHash {
  /// `imagehash.average_hash`: whether each pixel of an 8 × 8 reduction exceeds their mean.
  package static func averageHash(of luma: LumaPlane) -> Hash64 {
    let small = LanczosKernel.resized(luma, width: 8, height: 8).samples
    let sum = small.reduce(0) { $0 + Int($1) }
    return hash { 64 * Int(small[$0]) > sum }
  }

  /// `imagehash.dhash`: whether each pixel of a 9 × 8 reduction exceeds its left neighbour.
  package static func differenceHash(of luma: LumaPlane) -> Hash64 {
    let small = LanczosKernel.resized(luma, width: 9, height: 8).samples
    return hash {
      let right = $0 / 8 * 9 + $0 % 8 + 1
      return small[right] > small[right - 1]
    }
  }

  /// `imagehash.phash`: whether each of the 8 × 8 lowest cosine coefficients of a 32 × 32 reduction
  /// exceeds their median.
  package static func perceptualHash(of luma: LumaPlane) -> Hash64 {
    let small = LanczosKernel.resized(luma, width: 32, height: 32).samples
    let coefficients = PerceptualCosines.lowest8(of: small)
    let ordered = coefficients.sorted()
    let median = (ordered[31] + ordered[32]) / 2
    return hash { coefficients[$0] > median }
  }

  private static func hash(_ decision: (Int) -> Bool) -> Hash64 {
    Hash64(bits: (0..<64).reduce(0) { $0 << 1 | (decision($1) ? 1 : 0) })
  }
}
