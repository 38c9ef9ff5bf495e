import CVips
import Core

/// A picture that libvips decodes: the formats that no other source takes, and the pictures that are
/// too unusual for those.
final class VipsSource: PixelSource {
  let header: SourceHeader
  private let handle: OpaquePointer
  private let usesProfile: Bool
  private let loader: semblance_loader
  private let bytes: UnsafeRawBufferPointer

  /// - Throws: ``Fault`` when the headers are damaged or libvips was built without the format.
  init(
    _ bytes: UnsafeRawBufferPointer, _ format: PictureFormat, _ known: MetadataBlocks,
    appliesProfile: Bool
  ) throws(Fault) {
    guard let loader = Self.loaders[format], semblance_vips_can_load(loader) else {
      throw .unsupported(format, "this build of libvips does not read it")
    }
    var handle: OpaquePointer?
    var found = semblance_vips_header()
    var message = semblance_message()
    let status = semblance_vips_open(
      loader, bytes.bindMemory(to: UInt8.self).baseAddress!, bytes.count, &handle, &found, &message)
    guard status == SEMBLANCE_OK, let handle else {
      throw Self.fault(status, message, bytes, format)
    }
    self.handle = handle
    self.bytes = bytes
    self.loader = loader
    var blocks = known
    blocks.exif = blocks.exif ?? Self.exif(Self.block("exif-data", handle))
    blocks.xmp = blocks.xmp ?? Self.block("xmp-data", handle)
    blocks.iptc = blocks.iptc ?? Self.iptc(Self.block("iptc-data", handle))
    blocks.profile = blocks.profile ?? Self.block("icc-profile-data", handle)
    usesProfile =
      appliesProfile && blocks.profile.map { !ColourProfile.isSRGB($0) } ?? false
    let metadata = MetadataReader(
      blocks, exif: format == .tiff ? ExifTags(bytes: bytes) : nil)
    header = Self.header(found, format, metadata)
  }

  deinit { semblance_vips_close(handle) }

  func shrinkOnLoad(within factor: Int) -> Int {
    guard loader == SEMBLANCE_LOAD_JPEG else { return factor }
    return factor >= 8 ? 8 : factor >= 4 ? 4 : factor >= 2 ? 2 : 1
  }

  var shrinkManner: RowShrinker.Manner { loader == SEMBLANCE_LOAD_JPEG ? .boxes : .stripes }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    if shrink == 1 { return try fullSize(deadline) }
    var pixels: UnsafeMutablePointer<UInt8>?
    var (width, height): (Int32, Int32) = (0, 0)
    var message = semblance_message()
    let status = semblance_vips_render(
      handle, Int32(shrink), usesProfile, deadline, &pixels, &width, &height, &message)
    guard status == SEMBLANCE_OK, let pixels else {
      throw Self.fault(status, message, bytes, header.format)
    }
    defer { semblance_free(pixels) }
    let samples = UnsafeBufferPointer(start: pixels, count: 3 * Int(width) * Int(height))
    return RGBImage(width: Int(width), height: Int(height), samples: Array(samples))
  }

  /// Fills the image row by row, so that a large picture is in memory once only.
  private func fullSize(_ deadline: Double) throws(Fault) -> RGBImage {
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * header.width * header.height)
    try stream(deadline: deadline) { samples.append(contentsOf: $0) }
    guard samples.count == 3 * header.width * header.height else {
      throw .decoding(SEMBLANCE_DAMAGED, semblance_message(), header.format)
    }
    return RGBImage(width: header.width, height: header.height, samples: samples)
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    var message = semblance_message()
    let status = withoutActuallyEscaping(body) { body in
      let sink = RowSink(body)
      return withExtendedLifetime(sink) {
        semblance_vips_stream(
          handle, usesProfile, deadline, deliver, Unmanaged.passUnretained(sink).toOpaque(),
          &message)
      }
    }
    guard status == SEMBLANCE_OK else {
      throw Self.fault(status, message, bytes, header.format)
    }
  }

  /// libvips does not tell a file that is cut short from one that is damaged.
  private static func fault(
    _ status: semblance_status, _ message: semblance_message, _ bytes: UnsafeRawBufferPointer,
    _ format: PictureFormat
  ) -> Fault {
    let isCut = status == SEMBLANCE_DAMAGED && ContainerEnd.isMissing(in: bytes, format)
    return .decoding(isCut ? SEMBLANCE_CUT_SHORT : status, message, format)
  }

  private static let loaders: [PictureFormat: semblance_loader] = [
    .jpeg: SEMBLANCE_LOAD_JPEG, .png: SEMBLANCE_LOAD_PNG, .gif: SEMBLANCE_LOAD_GIF,
    .tiff: SEMBLANCE_LOAD_TIFF, .webp: SEMBLANCE_LOAD_WEBP, .heif: SEMBLANCE_LOAD_HEIF,
    .avif: SEMBLANCE_LOAD_HEIF, .jxl: SEMBLANCE_LOAD_JXL,
  ]

  private static func header(
    _ found: semblance_vips_header, _ format: PictureFormat, _ metadata: MetadataReader
  ) -> SourceHeader {
    let (width, height) = (Int(found.width), Int(found.height))
    let sampleBytes = found.bits > 16 ? 4 : found.bits > 8 ? 2 : 1
    // Planes in the codec's own layout and interleaved samples live side by side.
    let held = width.multipliedReportingOverflow(by: height).partialValue
      .multipliedReportingOverflow(by: Int(found.bands) * sampleBytes * 2).partialValue
    return SourceHeader(
      format: format, width: width, height: height,
      orientation: found.orientation == 1 && format.isTurnedByReader
        ? metadata.orientation : Int(found.orientation),
      frameCount: max(1, Int(found.frames)), hasAlpha: found.has_alpha,
      bitsPerSample: Int(found.bits), heldBytes: found.buffers_whole_picture ? held : 0,
      metadata: metadata)
  }

  private static func block(_ name: String, _ handle: OpaquePointer) -> [UInt8]? {
    var size = 0
    guard let data = semblance_vips_block(handle, name, &size), size > 0 else { return nil }
    return Array(UnsafeBufferPointer(start: data, count: size))
  }

  /// Some loaders leave JPEG's `Exif\0\0` before the structure.
  private static func exif(_ block: [UInt8]?) -> [UInt8]? {
    guard let block, block.starts(with: "Exif\0\0".utf8) else { return block }
    return Array(block.dropFirst(6))
  }

  /// TIFF may wrap the records in Photoshop's resources.
  private static func iptc(_ block: [UInt8]?) -> [UInt8]? {
    guard let block, block.first != 0x1C else { return block }
    return block.withUnsafeBytes { PhotoshopResources.iptc(in: $0) }
  }
}

extension PictureFormat {
  /// Whether EXIF's orientation is left to the reader; HEIF and JPEG XL turn by their own fields.
  fileprivate var isTurnedByReader: Bool { self == .png || self == .webp || self == .jpeg }
}

/// Carries a Swift closure through C's context pointer.
private final class RowSink {
  let body: (UnsafeRawBufferPointer) -> Void
  init(_ body: @escaping (UnsafeRawBufferPointer) -> Void) { self.body = body }
}

private func deliver(
  context: UnsafeMutableRawPointer?, rows: UnsafePointer<UInt8>, width: Int32, count: Int32
) {
  let sink = Unmanaged<RowSink>.fromOpaque(context!).takeUnretainedValue()
  sink.body(UnsafeRawBufferPointer(start: rows, count: 3 * Int(width) * Int(count)))
}
