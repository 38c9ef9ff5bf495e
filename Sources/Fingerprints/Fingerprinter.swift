package import Core

/// From a decoded picture to its fingerprints.
package enum Fingerprinter {
  /// All fingerprints of a picture. O(pixels); deterministic on every processor.
  ///
  /// The default hash and the texture are computed from the kept luma plane, so what the catalogue
  /// stores suffices to compute them, and every query variant, again.
  ///
  /// - Precondition: the picture has at least one pixel.
  package static func fingerprints(of image: RGBImage) -> FingerprintSet {
    let luma = LumaConversion.pillow(image)
    let kept = LumaConversion.squashed(luma)
    let block = DCTBlock(of: kept)
    let pdq = PDQHash(of: image)
    return FingerprintSet(
      average: ImageHash.averageHash(of: luma),
      difference: ImageHash.differenceHash(of: luma),
      perceptual: ImageHash.perceptualHash(of: luma),
      pdq: pdq.hash, pdqQuality: pdq.quality,
      dct: block.hash, texture: block.texture, luma: kept)
  }
}
