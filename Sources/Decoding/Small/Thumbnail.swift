import CThumbnail
package import Core
import Glibc

/// Small pictures for showing, as lossy WebP.
package enum Thumbnail {
  /// Encodes an image whose longer side is at most `longSide` pixels; never enlarges.
  ///
  /// Averages by area, converts to 4:2:0 and encodes a VP8 key frame (RFC 6386) with this package's
  /// own encoder, which trades compression for speed: half of libwebp's fastest method.
  ///
  /// - Parameter quality: 0…100, on libwebp's scale of quantisers.
  /// - Throws: ``Fault`` when memory is short or a side exceeds WebP's 16,383 pixels.
  package static func webP(
    of image: RGBImage, longSide: Int = 320, quality: Float = 70
  ) throws(Fault) -> [UInt8] {
    let small = try image.fitting(longSide: longSide)
    guard max(small.width, small.height) <= SEMBLANCE_VP8_MAXIMUM_SIDE else {
      throw Fault("picture.too-large", .user, "WebP holds at most 16,383 pixels a side")
    }
    var encoded: UnsafeMutablePointer<UInt8>?
    var size = 0
    guard encode(small, quality, &encoded, &size), let encoded else {
      throw Fault("picture.no-memory", .runtime, "there is not enough memory for a thumbnail")
    }
    defer { free(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: size))
  }

  /// Decoders smooth block edges this much for every step of the quantiser.
  private static let filterShare = 0.3

  private static func encode(
    _ image: RGBImage, _ quality: Float, _ encoded: inout UnsafeMutablePointer<UInt8>?,
    _ size: inout Int
  ) -> Bool {
    var planes = semblance_planes()
    guard
      semblance_planes_make(image.samples, Int32(image.width), Int32(image.height), &planes)
    else { return false }
    defer { semblance_planes_free(&planes) }
    let index = quantiser(quality)
    let options = semblance_vp8_options(
      quantiser: index, filter: Int32(Double(index) * filterShare), reconstructs: false)
    return semblance_vp8_encode(&planes, options, &encoded, &size)
  }

  /// libwebp's curve from quality to quantiser index: 70 is 28 of 127, 100 is 0.
  private static func quantiser(_ quality: Float) -> Int32 {
    let share = Double(min(max(quality, 0), 100)) / 100
    let linear = share < 0.75 ? share * 2 / 3 : 2 * share - 1
    return Int32(127 * (1 - cbrt(linear)))
  }
}
