import Core

/// Small writers of exact pictures, for tests that must know every pixel.
enum Encoders {
  /// A PNG with stored (uncompressed) deflate blocks, 8-bit RGB or RGBA.
  static func png(_ image: RGBImage, alpha: UInt8? = nil, extra: [UInt8] = []) -> [UInt8] {
    var raw: [UInt8] = []
    for y in 0..<image.height {
      raw.append(0)
      let row = image.samples[3 * y * image.width..<3 * (y + 1) * image.width]
      guard let alpha else {
        raw += row
        continue
      }
      for at in stride(from: row.startIndex, to: row.endIndex, by: 3) {
        raw += row[at..<at + 3] + [alpha]
      }
    }
    let zlib = stored(raw)
    let header =
      big(UInt32(image.width)) + big(UInt32(image.height)) + [8, alpha == nil ? 2 : 6, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + extra
      + chunk("IDAT", zlib) + chunk("IEND", [])
  }

  /// zlib's form of bytes that are not compressed.
  static func stored(_ raw: [UInt8]) -> [UInt8] {
    var zlib: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: raw.count, by: 65535) {
      let end = min(start + 65535, raw.count)
      let size = UInt16(end - start)
      zlib += [end == raw.count ? 1 : 0] + little(size) + little(~size) + raw[start..<end]
    }
    return zlib + big(adler(raw))
  }

  /// A PNG chunk with an ICC profile.
  static func profileChunk(_ profile: [UInt8]) -> [UInt8] {
    chunk("iCCP", Array("wide".utf8) + [0, 0] + stored(profile))
  }

  /// A display profile (ICC.1:2001-04) with the primaries of Display P3, adapted to D50.
  static func profile(gamma: Double) -> [UInt8] {
    func fixed(_ number: Double) -> [UInt8] { big(UInt32(bitPattern: Int32(number * 65536))) }
    func colour(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
      Array("XYZ ".utf8) + [0, 0, 0, 0] + fixed(x) + fixed(y) + fixed(z)
    }
    let exponent = UInt32(gamma * 256)
    let curve =
      Array("curv".utf8) + [
        0, 0, 0, 0, 0, 0, 0, 1, UInt8(exponent >> 8), UInt8(exponent & 255), 0, 0,
      ]
    let tags: [(String, [UInt8])] = [
      ("wtpt", colour(0.9642, 1, 0.8249)), ("rXYZ", colour(0.5151, 0.2412, -0.0011)),
      ("gXYZ", colour(0.2920, 0.6922, 0.0419)), ("bXYZ", colour(0.1571, 0.0666, 0.7841)),
      ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
    ]
    var table = big(UInt32(tags.count))
    var body: [UInt8] = []
    let start = 128 + 4 + 12 * tags.count
    for (name, data) in tags {
      table += Array(name.utf8) + big(UInt32(start + body.count)) + big(UInt32(data.count))
      body += data
    }
    var header = big(UInt32(start + body.count)) + [0, 0, 0, 0, 2, 0x20, 0, 0]
    header += Array("mntrRGB XYZ ".utf8) + [UInt8](repeating: 0, count: 12) + Array("acsp".utf8)
    header += [UInt8](repeating: 0, count: 28) + fixed(0.9642) + fixed(1) + fixed(0.8249)
    header += [UInt8](repeating: 0, count: 128 - header.count)
    return header + table + body
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return big(UInt32(data.count)) + body + big(crc(body))
  }

  /// A BMP of `bits` a pixel with the given rows, already packed and padded.
  static func bmp(
    width: Int, height: Int32, bits: UInt16, compression: UInt32 = 0, palette: [[UInt8]] = [],
    masks: [UInt32] = [], rows: [UInt8]
  ) -> [UInt8] {
    var tables: [UInt8] = []
    for entry in palette { tables += [entry[2], entry[1], entry[0], 0] }
    for mask in masks { tables += little(mask) }
    let offset = UInt32(54 + tables.count)
    var header = Array("BM".utf8) + little(offset + UInt32(rows.count)) + little(UInt32(0))
    header += little(offset) + little(UInt32(40)) + little(UInt32(width)) + little(height)
    header += little(UInt16(1)) + little(bits) + little(compression) + little(UInt32(rows.count))
    header += little(UInt64(0)) + little(UInt32(palette.count)) + little(UInt32(0))
    return header + tables + rows
  }

  /// The image as a bottom-up 24-bit BMP.
  static func bmp(_ image: RGBImage) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(image.samples.count + 4 * image.height)
    for y in (0..<image.height).reversed() {
      for at in stride(from: 3 * y * image.width, to: 3 * (y + 1) * image.width, by: 3) {
        for channel in [2, 1, 0] { rows.append(image.samples[at + channel]) }
      }
      for _ in 0..<(4 - 3 * image.width % 4) % 4 { rows.append(0) }
    }
    return bmp(width: image.width, height: Int32(image.height), bits: 24, rows: rows)
  }

  static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  static func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes { crc = crc >> 8 ^ table[Int((crc ^ UInt32(byte)) & 0xFF)] }
    return ~crc
  }

  private static let table = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
