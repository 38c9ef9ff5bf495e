import CVips
import Core

/// A BMP, read here because libvips leaves it to a loader that is not fit for files of strangers.
/// 1, 2, 4, 8, 16, 24 and 32 bits, run lengths, bit fields, both row orders, alpha over white.
final class BitmapSource: PixelSource {
  let header: SourceHeader
  private let bitmap: BitmapHeader
  private let reader: ByteReader
  /// Palette indices of run-length encoded pictures, stored rows in order.
  private var runs: [UInt8]?

  init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard let bitmap = BitmapHeader(bytes: bytes) else {
      throw .damaged(.bmp, "its headers contradict themselves")
    }
    self.bitmap = bitmap
    var reader = ByteReader(bytes: bytes)
    reader.order = .little
    self.reader = reader
    let isRuns = bitmap.encoding == .runs8 || bitmap.encoding == .runs4
    header = SourceHeader(
      format: .bmp, width: bitmap.width, height: bitmap.height, hasAlpha: bitmap.hasAlpha,
      bitsPerSample: bitmap.bits < 8 ? bitmap.bits : 8,
      heldBytes: isRuns ? bitmap.width * bitmap.height : 0,
      metadata: MetadataReader(MetadataBlocks()))
  }

  func shrinkOnLoad(within factor: Int) -> Int { factor }

  var shrinkManner: RowShrinker.Manner { .boxes }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    let (width, height) = (header.width, header.height)
    let (columns, rows) = ((width + shrink - 1) / shrink, (height + shrink - 1) / shrink)
    var samples = [UInt8](repeating: 0, count: 3 * columns * rows)
    var stripe = [UInt8](repeating: 0, count: 3 * width * shrink)
    try prepare()
    for row in 0..<rows {
      if semblance_clock() > deadline { throw timedOut }
      let count = min(shrink, height - row * shrink)
      for line in 0..<count { try readRow(row * shrink + line, &stripe, at: 3 * width * line) }
      samples.withUnsafeMutableBufferPointer {
        semblance_box_shrink(
          stripe, Int32(width), Int32(count), Int32(shrink), $0.baseAddress! + 3 * columns * row)
      }
    }
    return RGBImage(width: columns, height: rows, samples: samples)
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    var row = [UInt8](repeating: 0, count: 3 * header.width)
    try prepare()
    for y in 0..<header.height {
      if semblance_clock() > deadline { throw timedOut }
      try readRow(y, &row, at: 0)
      row.withUnsafeBytes { body($0) }
    }
  }

  private var timedOut: Fault { .decoding(SEMBLANCE_TIMED_OUT, semblance_message(), .bmp) }
  private var cutShort: Fault { .decoding(SEMBLANCE_CUT_SHORT, semblance_message(), .bmp) }

  private func prepare() throws(Fault) {
    switch bitmap.encoding {
    case .runs8, .runs4: runs = try BitmapRuns.indices(bitmap, reader)
    case .plain, .fields: runs = nil
    }
  }

  /// Writes picture row `y`, counted from the top, as RGB.
  private func readRow(_ y: Int, _ target: inout [UInt8], at start: Int) throws(Fault) {
    let stored = bitmap.isTopDown ? y : bitmap.height - 1 - y
    let width = bitmap.width
    if let runs {
      for x in 0..<width { put(runs[stored * width + x], &target, start + 3 * x) }
      return
    }
    guard
      let row = reader.slice(
        bitmap.pixelOffset + stored * bitmap.rowBytes, (width * bitmap.bits + 7) / 8)
    else { throw cutShort }
    switch bitmap.bits {
    case 24:
      for x in 0..<width {
        target[start + 3 * x] = row[3 * x + 2]
        target[start + 3 * x + 1] = row[3 * x + 1]
        target[start + 3 * x + 2] = row[3 * x]
      }
    case 16, 32: readFields(row, &target, start)
    default:
      let perByte = 8 / bitmap.bits
      let mask = UInt8(truncatingIfNeeded: (1 << bitmap.bits) - 1)
      for x in 0..<width {
        let shift = 8 - bitmap.bits * (x % perByte + 1)
        put(row[x / perByte] >> UInt8(shift) & mask, &target, start + 3 * x)
      }
    }
  }

  /// An index beyond the palette is black, as elsewhere.
  private func put(_ index: UInt8, _ target: inout [UInt8], _ position: Int) {
    let colour = Int(index) < bitmap.palette.count ? bitmap.palette[Int(index)] : [0, 0, 0]
    for channel in 0..<3 { target[position + channel] = colour[channel] }
  }

  private func readFields(
    _ row: UnsafeRawBufferPointer, _ target: inout [UInt8], _ start: Int
  ) {
    let bytes = bitmap.bits / 8
    for x in 0..<bitmap.width {
      let pixel =
        bytes == 2
        ? UInt32(row[2 * x]) | UInt32(row[2 * x + 1]) << 8
        : UInt32(row[4 * x]) | UInt32(row[4 * x + 1]) << 8 | UInt32(row[4 * x + 2]) << 16
          | UInt32(row[4 * x + 3]) << 24
      let alpha = bitmap.hasAlpha ? Self.field(pixel, bitmap.masks[3]) : 255
      for channel in 0..<3 {
        let value = Self.field(pixel, bitmap.masks[channel])
        target[start + 3 * x + channel] = UInt8((value * alpha + 255 * (255 - alpha) + 127) / 255)
      }
    }
  }

  /// The masked bits scaled to 0…255.
  private static func field(_ pixel: UInt32, _ mask: UInt32) -> UInt32 {
    guard mask != 0 else { return 0 }
    let shift = UInt32(mask.trailingZeroBitCount)
    let most = UInt64(mask >> shift)
    return UInt32((UInt64((pixel & mask) >> shift) * 255 + most / 2) / most)
  }
}
