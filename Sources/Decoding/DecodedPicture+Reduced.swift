package import Core

extension DecodedPicture {
  /// The long side that thumbnails have and hashes need.
  package static let reducedLongSide = 320

  /// The picture as hashes and thumbnail are made of it: 320 pixels on its long side, or as decoded
  /// where that is smaller already or a panorama would lose its short side. Decoders stop at halves
  /// and quarters, so up to three quarters of the pixels that they hand out are more than anybody
  /// needs, and one reduction serves all.
  ///
  /// - Throws: a fault when memory is short.
  package func reduced() throws(Fault) -> RGBImage {
    let (long, short) = (max(image.width, image.height), min(image.width, image.height))
    guard short * Self.reducedLongSide >= 128 * long else { return image }
    return try image.fitting(longSide: Self.reducedLongSide)
  }
}
