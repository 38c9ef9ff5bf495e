import CVips
package import Core

/// Small pictures for showing, as lossy WebP.
package enum Thumbnail {
  /// Encodes an image whose longer side is at most `longSide` pixels; never enlarges.
  ///
  /// Averages by area, converts to 4:2:0 itself and uses libwebp's fastest method: about 1.5 ms for
  /// 320×240.
  ///
  /// - Parameter quality: 0…100.
  /// - Throws: ``Fault`` when memory is short or a side exceeds WebP's 16,383 pixels.
  package static func webP(
    of image: RGBImage, longSide: Int = 320, quality: Float = 70
  ) throws(Fault) -> [UInt8] {
    let long = max(image.width, image.height)
    let small =
      long > longSide
      ? try image.areaResized(
        width: scaled(image.width, longSide, long), height: scaled(image.height, longSide, long))
      : image
    var encoded: UnsafeMutablePointer<UInt8>?
    var size = 0
    var message = semblance_message()
    let status = semblance_webp_encode(
      small.samples, Int32(small.width), Int32(small.height), quality, &encoded, &size, &message)
    guard status == SEMBLANCE_OK, let encoded else { throw .decoding(status, message, .webp) }
    defer { semblance_free(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: size))
  }

  private static func scaled(_ side: Int, _ target: Int, _ long: Int) -> Int {
    max(1, (side * target + long / 2) / long)
  }
}
