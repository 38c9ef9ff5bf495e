import CVips
import Core

/// A grey or colour JPEG, decoded by libjpeg-turbo itself: half the time that a general
/// pipeline takes for a small picture, and three quarters for a large one.
final class JPEGSource: PixelSource {
  let header: SourceHeader
  private let handle: OpaquePointer

  /// - Throws: ``Fault`` when the headers are damaged or of an unsupported kind.
  init(_ bytes: UnsafeRawBufferPointer, _ blocks: MetadataBlocks) throws(Fault) {
    var handle: OpaquePointer?
    var found = semblance_jpeg_header()
    var message = semblance_message()
    let status = semblance_jpeg_open(
      bytes.bindMemory(to: UInt8.self).baseAddress!, bytes.count, &handle, &found, &message)
    guard status == SEMBLANCE_OK, let handle else {
      throw .decoding(status, message, .jpeg)
    }
    self.handle = handle
    let metadata = MetadataReader(blocks)
    let (width, height) = (Int(found.width), Int(found.height))
    header = SourceHeader(
      format: .jpeg, width: width, height: height, orientation: metadata.orientation,
      bitsPerSample: Int(found.bits),
      // Two bytes a coefficient.
      heldBytes: found.buffers_whole_picture ? width * height * Int(found.components) * 2 : 0,
      metadata: metadata)
    isCMYK = found.components == 4
    isColour = found.components == 3
  }

  /// libjpeg gives ink values for these, whose colours only a profile knows.
  let isCMYK: Bool
  /// Whether the file has three components, which an RGB profile can describe.
  let isColour: Bool

  deinit { semblance_jpeg_close(handle) }

  func shrinkOnLoad(within factor: Int) -> Int {
    factor >= 8 ? 8 : factor >= 4 ? 4 : factor >= 2 ? 2 : 1
  }

  var shrinkManner: RowShrinker.Manner { .boxes }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    let (width, height) = try start(shrink, deadline)
    var status = SEMBLANCE_OK
    var message = semblance_message()
    let samples = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
      status = semblance_jpeg_read(handle, buffer.baseAddress!, Int32(height), &message)
      count = status == SEMBLANCE_OK ? 3 * width * height : 0
    }
    guard status == SEMBLANCE_OK else { throw .decoding(status, message, .jpeg) }
    return RGBImage(width: width, height: height, samples: samples)
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    let (width, height) = try start(1, deadline)
    let block = 16
    var rows = [UInt8](repeating: 0, count: 3 * width * block)
    for top in stride(from: 0, to: height, by: block) {
      let count = min(block, height - top)
      var message = semblance_message()
      let status = semblance_jpeg_read(handle, &rows, Int32(count), &message)
      guard status == SEMBLANCE_OK else { throw .decoding(status, message, .jpeg) }
      rows.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<(3 * width * count)])) }
    }
  }

  private func start(_ shrink: Int, _ deadline: Double) throws(Fault) -> (Int, Int) {
    var (width, height): (Int32, Int32) = (0, 0)
    var message = semblance_message()
    let status = semblance_jpeg_start(
      handle, Int32(shrink), deadline, &width, &height, &message)
    guard status == SEMBLANCE_OK else { throw .decoding(status, message, .jpeg) }
    return (Int(width), Int(height))
  }
}
