import Core

/// A picture in the colours of its profile, brought to sRGB after it was decoded: what libvips does
/// in one go, byte for byte.
final class ProfiledSource: PixelSource {
  let header: SourceHeader
  private let source: any PixelSource
  private let transform: ColourTransform

  init(_ source: any PixelSource, _ transform: ColourTransform) {
    self.source = source
    self.transform = transform
    header = source.header
  }

  func shrinkOnLoad(within factor: Int) -> Int { source.shrinkOnLoad(within: factor) }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    var image = try source.pixels(shrink: shrink, deadline: deadline)
    transform.apply(to: &image.samples)
    return image
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    try source.stream(deadline: deadline) { rows in
      var samples = [UInt8](rows)
      transform.apply(to: &samples)
      samples.withUnsafeBytes { body($0) }
    }
  }
}
