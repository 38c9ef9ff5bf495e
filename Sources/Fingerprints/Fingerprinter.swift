package import Core

/// From a decoded picture to its fingerprints.
package enum Fingerprinter {
  /// All fingerprints of a picture. O(pixels); deterministic on every processor.
  ///
  /// The default hash and the texture are computed from the kept luma plane, so what the catalogue
  /// stores suffices to compute them, and every query variant, again.
  ///
  /// - Parameters:
  ///   - image: the decoded picture, at least one pixel; the whole of it, possibly reduced.
  ///   - cells: `ColourCells(of: image)`, where they are at hand.
  ///   - originalWidth: the width of the file's picture, where `image` is a reduction of it; it
  ///     lets PDQ come nearer to what others compute from all pixels. `nil`: nothing was reduced.
  ///   - originalHeight: likewise the height.
  package static func fingerprints(
    of image: RGBImage, cells: ColourCells? = nil, originalWidth: Int? = nil,
    originalHeight: Int? = nil
  ) -> FingerprintSet {
    let luma = LumaConversion.pillow(image)
    let kept = LumaConversion.squashed(luma)
    let block = DCTBlock(of: kept)
    let pdq = PDQHash(
      of: image, originalWidth: max(originalWidth ?? 0, image.width),
      originalHeight: max(originalHeight ?? 0, image.height))
    return FingerprintSet(
      average: ImageHash.averageHash(of: luma),
      difference: ImageHash.differenceHash(of: luma),
      perceptual: ImageHash.perceptualHash(of: luma),
      pdq: pdq.hash, pdqQuality: pdq.quality,
      dct: block.hash, texture: block.texture, luma: kept,
      chroma: ChromaGrid.values(of: cells ?? ColourCells(of: image)))
  }
}
