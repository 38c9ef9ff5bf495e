import Core
import Fingerprints
import Kernels

/// The hashes under which a picture is asked for: upright, in seven turns and mirrors, and in 27
/// crop windows.
struct QueryVariants: Sendable {
  struct Variant: Sendable {
    /// How a stored picture with this hash lies in the one asked about.
    var alignment: PairAlignment
    var hash: Hash256
  }

  let upright: Variant
  let others: [Variant]

  static let otherCount = Dihedral.allCases.count - 1 + CropWindows.all.count

  init(of luma: LumaPlane) {
    let block = DCTBlock(of: luma)
    upright = Variant(alignment: .identity, hash: block.hash)
    let turns = Dihedral.allCases.filter { $0 != .identity }.map {
      Variant(
        alignment: PairAlignment(orientation: $0, map: .identity), hash: block.hash($0))
    }
    let crops = CropWindows.hashes(of: luma).map { window, hash in
      Variant(
        alignment: PairAlignment(
          orientation: .identity,
          map: AffineMap(
            x0: window.x, xx: window.width, xy: 0, y0: window.y, yx: 0, yy: window.height)),
        hash: hash)
    }
    others = turns + crops
  }

  /// The variant closest to a stored hash, the first of equals.
  func nearest(to hash: Hash256) -> (distance: Int, variant: Variant) {
    var best = (distance: upright.hash.distance(to: hash), variant: upright)
    for variant in others {
      let distance = variant.hash.distance(to: hash)
      if distance < best.distance { best = (distance, variant) }
    }
    return best
  }
}
