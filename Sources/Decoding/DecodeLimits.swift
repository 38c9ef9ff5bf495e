/// What a file may cost before it is refused. Bytes and pixels are checked before any work.
package struct DecodeLimits: Sendable {
  /// Of the file, in bytes.
  package var maximumBytes: Int64
  /// Width times height, as the header tells.
  package var maximumPixels: Int
  /// Wall time of one decode. Streaming decoders stop within it; HEIF, AVIF and JPEG XL decode in
  /// one call that cannot be stopped, so their memory limit bounds them.
  package var maximumSeconds: Double

  package init(
    maximumBytes: Int64 = 1 << 30, maximumPixels: Int = 250_000_000, maximumSeconds: Double = 8
  ) {
    self.maximumBytes = maximumBytes
    self.maximumPixels = maximumPixels
    self.maximumSeconds = maximumSeconds
  }

  /// Fits the 200-megapixel cameras of telephones.
  package static let standard = DecodeLimits()
}
