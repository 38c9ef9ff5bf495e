import Core
package import Fingerprints
package import Kernels

/// How one picture lies in another: a quarter turn or mirror of the image, then an affine map from
/// the template's unit square into that turned image's.
package struct PairAlignment: Hashable, Sendable {
  package var orientation: Dihedral
  package var map: AffineMap

  package init(orientation: Dihedral, map: AffineMap) {
    self.orientation = orientation
    self.map = map
  }

  package static let identity = PairAlignment(orientation: .identity, map: .identity)

  /// The whole map, from the template's unit square to the image's as it is stored.
  package var full: AffineMap { orientation.toSource.after(map) }

  /// Splits a whole map into the turn or mirror nearest to it and the rest.
  package init(full: AffineMap) {
    let candidates = Dihedral.allCases.compactMap { orientation in
      orientation.toSource.inverse.map {
        PairAlignment(orientation: orientation, map: $0.after(full))
      }
    }
    // The turn is right when what is left is closest to doing nothing.
    self = candidates.min { $0.map.displacement < $1.map.displacement } ?? .identity
  }

  /// The same relation seen from the other picture.
  package var inverse: PairAlignment? { full.inverse.map(PairAlignment.init(full:)) }

  /// From a third picture's square through this alignment's template: `first` leads into this
  /// alignment's template.
  package func after(_ first: PairAlignment) -> PairAlignment {
    PairAlignment(full: full.after(first.full))
  }
}

extension Dihedral {
  /// From the unit square of the turned picture to that of the picture as stored.
  package var toSource: AffineMap { Self.mapsToSource[Int(rawValue)] }

  private static let mapsToSource: [AffineMap] = allCases.map { orientation in
    // The corners of a 2×2 plane tell where each axis goes, whatever the order of the cases.
    let turned = orientation.apply(to: LumaPlane(width: 2, height: 2, samples: [0, 1, 2, 3]))
    func place(_ corner: Int) -> (x: Float, y: Float) {
      (Float(turned.samples[corner] % 2), Float(turned.samples[corner] / 2))
    }
    let (origin, right, down) = (place(0), place(1), place(2))
    let (xx, yx) = (right.x - origin.x, right.y - origin.y)
    let (xy, yy) = (down.x - origin.x, down.y - origin.y)
    return AffineMap(
      x0: 0.5 - 0.5 * (xx + xy), xx: xx, xy: xy, y0: 0.5 - 0.5 * (yx + yy), yx: yx, yy: yy)
  }
}
