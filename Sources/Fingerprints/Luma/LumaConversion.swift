package import Core
internal import Kernels

/// Ways from a picture to one channel of luma.
package enum LumaConversion {
  /// The side of the square plane that is kept for every picture.
  package static let keptSide = 128

  /// BT.601 luma, bit for bit Pillow's `convert("L")`.
  package static func pillow(_ image: RGBImage) -> LumaPlane {
    LumaPlane(
      width: image.width, height: image.height, samples: LumaKernel.bytes(rgb: image.samples))
  }

  /// A plane squashed to `side` × `side` by exact area averages, rounded to nearest (halves up).
  /// A smaller plane is enlarged by the same rule: every cell is the mean of what it covers.
  ///
  /// - Precondition: the plane has at least one sample; `side` is 1…128.
  package static func squashed(_ luma: LumaPlane, side: Int = keptSide) -> LumaPlane {
    if luma.width == side && luma.height == side { return luma }
    let sums = BoxKernel.sums(
      of: luma.samples, width: luma.width, height: luma.height, cells: side)
    return LumaPlane(
      width: side, height: side,
      samples: BoxKernel.means(of: sums, weight: luma.width * luma.height))
  }
}
