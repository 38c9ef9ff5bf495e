import CVips
import Core

/// A still WebP, decoded by libwebp itself. Anything unusual, damage included, is left to
/// libvips, so what is accepted and how failures read does not depend on who decodes.
final class WebPSource: PixelSource {
  let header: SourceHeader
  private let found: semblance_webp_header
  private let bytes: UnsafeRawBufferPointer
  private let blocks: MetadataBlocks

  /// `nil` for a picture that libvips must decode.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var found = semblance_webp_header()
    let status = semblance_webp_open(
      bytes.bindMemory(to: UInt8.self).baseAddress!, bytes.count, &found)
    guard status == SEMBLANCE_OK, let blocks = WebPChunks.blocks(of: bytes) else { return nil }
    self.found = found
    self.bytes = bytes
    self.blocks = blocks
    let metadata = MetadataReader(blocks)
    header = SourceHeader(
      format: .webp, width: Int(found.width), height: Int(found.height),
      orientation: metadata.orientation, hasAlpha: found.has_alpha, metadata: metadata)
  }

  /// The embedded ICC profile, unless it is sRGB's.
  var foreignProfile: [UInt8]? {
    blocks.profile.flatMap { ColourProfile.isSRGB($0) ? nil : $0 }
  }

  func shrinkOnLoad(within factor: Int) -> Int { factor }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    let columns = Self.scaled(header.width, shrink)
    let rows = Self.scaled(header.height, shrink)
    var status = SEMBLANCE_OK
    let samples = [UInt8](unsafeUninitializedCapacity: 3 * columns * rows) { buffer, count in
      status = withUnsafePointer(to: found) {
        semblance_webp_decode(
          bytes.bindMemory(to: UInt8.self).baseAddress!, bytes.count, $0, Int32(columns),
          Int32(rows), buffer.baseAddress!)
      }
      count = status == SEMBLANCE_OK ? 3 * columns * rows : 0
    }
    guard status == SEMBLANCE_OK else {
      return try VipsSource(bytes, .webp, blocks, appliesProfile: false)
        .pixels(shrink: shrink, deadline: deadline)
    }
    return RGBImage(width: columns, height: rows, samples: samples)
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    let image = try pixels(shrink: 1, deadline: deadline)
    image.samples.withUnsafeBytes { body($0) }
  }

  /// The side that libvips makes of it.
  private static func scaled(_ side: Int, _ shrink: Int) -> Int {
    max(1, Int((Double(side) * (1 / Double(shrink))).rounded(.toNearestOrEven)))
  }
}
