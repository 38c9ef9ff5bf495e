import CVips
import Core

/// A PNG of at most eight bits a sample that is not interlaced, decoded here: a third of the time
/// that a general pipeline takes.
///
/// Anything unusual, damage included, is left to libvips, so what is accepted and how failures read
/// does not depend on who decodes.
final class PNGSource: PixelSource {
  let header: SourceHeader
  /// Whether the file has three samples a pixel or a palette, which an RGB profile can describe.
  let isColour: Bool
  private let handle: OpaquePointer
  private let bytes: UnsafeRawBufferPointer
  private let chunks: PNGChunks

  /// `nil` for a picture that libvips must decode.
  init?(_ bytes: UnsafeRawBufferPointer, _ chunks: PNGChunks) {
    var handle: OpaquePointer?
    var found = semblance_png_header()
    let status = semblance_png_open(
      bytes.bindMemory(to: UInt8.self).baseAddress!, bytes.count, &handle, &found)
    guard status == SEMBLANCE_OK, let handle else { return nil }
    self.handle = handle
    self.bytes = bytes
    self.chunks = chunks
    let metadata = MetadataReader(chunks.blocks)
    header = SourceHeader(
      format: .png, width: Int(found.width), height: Int(found.height),
      orientation: metadata.orientation, frameCount: chunks.frameCount, hasAlpha: found.has_alpha,
      bitsPerSample: chunks.bits, metadata: metadata)
    isColour = found.is_colour
  }

  deinit { semblance_png_close(handle) }

  /// The embedded ICC profile, unless it is sRGB's.
  var foreignProfile: [UInt8]? {
    var size = 0
    guard let start = semblance_png_profile(handle, &size) else { return nil }
    let profile = Array(UnsafeBufferPointer(start: start, count: size))
    return ColourProfile.isSRGB(profile) ? nil : profile
  }

  func shrinkOnLoad(within factor: Int) -> Int { factor }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    let columns = (header.width + shrink - 1) / shrink
    let rows = (header.height + shrink - 1) / shrink
    var status = SEMBLANCE_OK
    let samples = [UInt8](unsafeUninitializedCapacity: 3 * columns * rows) { buffer, count in
      status = semblance_png_render(handle, Int32(shrink), deadline, buffer.baseAddress!)
      count = status == SEMBLANCE_OK ? 3 * columns * rows : 0
    }
    guard status == SEMBLANCE_OK else {
      return try general.pixels(shrink: shrink, deadline: deadline)
    }
    return RGBImage(width: columns, height: rows, samples: samples)
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    let image = try pixels(shrink: 1, deadline: deadline)
    image.samples.withUnsafeBytes { body($0) }
  }

  /// libvips on the same bytes. It is asked without the profile, which
  /// is sRGB's or applied by a ``ProfiledSource``.
  private var general: VipsSource {
    get throws(Fault) { try VipsSource(bytes, .png, chunks.blocks, appliesProfile: false) }
  }
}
