import CVips
import Core

/// Pictures for looking at, made on demand: libwebp's better compression is worth its time here.
enum Preview {
  /// Encodes an image whose longer side is at most `longSide` pixels; never enlarges.
  ///
  /// - Parameter quality: 0…100.
  /// - Throws: ``Fault`` when memory is short or a side exceeds WebP's 16,383 pixels.
  static func webP(
    of image: RGBImage, longSide: Int, quality: Float = 80
  ) throws(Fault) -> [UInt8] {
    let small = try image.fitting(longSide: longSide)
    var encoded: UnsafeMutablePointer<UInt8>?
    var size = 0
    var message = semblance_message()
    let status = semblance_webp_encode(
      small.samples, Int32(small.width), Int32(small.height), quality, &encoded, &size, &message)
    guard status == SEMBLANCE_OK, let encoded else { throw .decoding(status, message, .webp) }
    defer { semblance_free(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: size))
  }
}
