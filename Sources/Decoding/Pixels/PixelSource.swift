import Core

/// What a picture file says of itself before any pixel is decoded.
struct SourceHeader {
  var format: PictureFormat
  /// As stored, before it is turned.
  var width: Int
  var height: Int
  /// EXIF orientation 1…8 that remains to be applied to the pixels.
  var orientation: Int = 1
  var frameCount: Int = 1
  var hasAlpha = false
  var bitsPerSample: Int = 8
  /// Bytes that the decoder must hold at once however small the result is; 0 when it streams.
  var heldBytes = 0
  var metadata: MetadataReader
}

/// One opened picture. Pixels come as stored: turning them is the caller's.
///
/// A source borrows the file's bytes and must not outlive the closure that lent them. It gives its
/// pixels once.
protocol PixelSource: AnyObject {
  var header: SourceHeader { get }

  /// The shrink factors that cost less than decoding everything; others are averaged afterwards.
  func shrinkOnLoad(within factor: Int) -> Int

  /// Decodes to 8-bit sRGB, each side divided by `shrink` (a value of `shrinkOnLoad`), rounded up
  /// or to nearest as the decoder does.
  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage

  /// How its own shrinking is repeated from rows of full size.
  var shrinkManner: RowShrinker.Manner { get }

  /// Decodes at full size and hands out the rows from the top, any number of whole rows at a time,
  /// three bytes a pixel.
  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault)
}

extension PixelSource {
  var shrinkManner: RowShrinker.Manner { .stripes }
}
