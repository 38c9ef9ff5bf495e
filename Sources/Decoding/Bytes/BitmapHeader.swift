/// The headers of a Windows or OS/2 bitmap (`BITMAPCOREHEADER` to `BITMAPV5HEADER`).
struct BitmapHeader {
  enum Encoding { case plain, runs8, runs4, fields }

  var width = 0
  var height = 0
  /// Whether the first stored row is the upper one.
  var isTopDown = false
  var bits = 0
  var encoding = Encoding.plain
  /// Where the pixels begin.
  var pixelOffset = 0
  /// Red, green, blue and alpha masks of 16- and 32-bit pixels; an absent alpha is 0.
  var masks: [UInt32] = [0, 0, 0, 0]
  /// Red, green, blue of each palette entry.
  var palette: [[UInt8]] = []

  /// `nil` unless the headers are there and agree with one another.
  init?(bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes: bytes)
    reader.order = .little
    guard reader.has("BM", at: 0), let start = reader.u32(10), let size = reader.u32(14),
      size == 12 || (16...256).contains(size)
    else { return nil }
    pixelOffset = Int(start)
    let isCore = size == 12
    guard readGeometry(reader, isCore: isCore, size: Int(size)) else { return nil }
    guard width > 0, height > 0, [1, 2, 4, 8, 16, 24, 32].contains(bits) else { return nil }
    if bits == 16 || bits == 32 { readMasks(reader, Int(size)) }
    if bits <= 8 { readPalette(reader, isCore: isCore, size: Int(size)) }
  }

  /// Bytes a stored row takes: rows are padded to four.
  var rowBytes: Int { (width * bits + 31) / 32 * 4 }

  var hasAlpha: Bool { masks[3] != 0 }

  private mutating func readGeometry(_ reader: ByteReader, isCore: Bool, size: Int) -> Bool {
    if isCore {
      guard let w = reader.u16(18), let h = reader.u16(20), let depth = reader.u16(24) else {
        return false
      }
      (width, height, bits) = (Int(w), Int(h), Int(depth))
      return true
    }
    guard let w = reader.u32(18), let h = reader.u32(22), let depth = reader.u16(28) else {
      return false
    }
    let signedHeight = Int(Int32(bitPattern: h))
    (width, height, bits) = (Int(Int32(bitPattern: w)), abs(signedHeight), Int(depth))
    isTopDown = signedHeight < 0
    switch size >= 20 ? reader.u32(30) ?? 0 : 0 {
    case 0: encoding = .plain
    case 1 where bits == 8: encoding = .runs8
    case 2 where bits == 4: encoding = .runs4
    case 3 where bits >= 16, 6 where bits >= 16: encoding = .fields
    default: return false
    }
    return true
  }

  private mutating func readMasks(_ reader: ByteReader, _ size: Int) {
    if encoding == .fields {
      // Behind the 40-byte header, or inside the longer ones: at the same place.
      for index in 0..<3 { masks[index] = reader.u32(54 + 4 * index) ?? 0 }
      if size >= 56 || reader.u32(30) == 6 { masks[3] = reader.u32(66) ?? 0 }
    } else {
      masks = bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF_0000, 0xFF00, 0xFF, 0]
    }
  }

  private mutating func readPalette(_ reader: ByteReader, isCore: Bool, size: Int) {
    let stated = !isCore && size >= 36 ? Int(reader.u32(46) ?? 0) : 0
    let count = stated > 0 ? min(stated, 1 << bits) : 1 << bits
    let stride = isCore ? 3 : 4
    for index in 0..<count {
      let position = 14 + size + stride * index
      guard position + 3 <= max(pixelOffset, 14 + size), let entry = reader.slice(position, 3)
      else {
        break
      }
      palette.append([entry[2], entry[1], entry[0]])
    }
  }
}
