package import Core

/// Tells what a file is by its content; its name is never asked.
package enum PictureSniffer {
  /// The format of a picture file; `nil` when it is none that is known. Looks at the first bytes,
  /// and for TIFF at the directories, to tell camera raw from plain TIFF.
  package static func format(of bytes: UnsafeRawBufferPointer) -> PictureFormat? {
    let reader = ByteReader(bytes: bytes)
    if isPNG(reader) { return .png }
    if reader.u8(0) == 0xFF, reader.u8(1) == 0xD8, reader.u8(2) == 0xFF { return .jpeg }
    if reader.has("GIF87a", at: 0) || reader.has("GIF89a", at: 0) { return .gif }
    if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) { return .webp }
    if reader.has("FUJIFILMCCD-RAW", at: 0) { return .raw }
    if isJPEGXL(reader) { return .jxl }
    if reader.has("ftyp", at: 4) { return isobmff(reader) }
    if let structure = TIFFStructure(bytes: bytes) {
      return structure.isCameraRaw ? .raw : .tiff
    }
    if reader.has("II\u{2B}\0\u{8}\0\0\0", at: 0) || reader.has("MM\0\u{2B}\0\u{8}\0\0", at: 0) {
      return .tiff  // BigTIFF: offsets of 64 bits
    }
    if reader.has("BM", at: 0), BitmapHeader(bytes: bytes) != nil { return .bmp }
    return nil
  }

  /// Whether the beginning of a file reads as text: the usual content of a file that has a picture's
  /// name and is none (an error page, a placeholder).
  static func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.prefix(512)
    guard !start.isEmpty else { return false }
    return start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
  }

  private static func isPNG(_ reader: ByteReader) -> Bool {
    reader.u64(0) == 0x8950_4E47_0D0A_1A0A
  }

  private static func isJPEGXL(_ reader: ByteReader) -> Bool {
    reader.u16(0) == 0xFF0A || (reader.u32(0) == 12 && reader.has("JXL \r\n", at: 4))
  }

  /// Reads the brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`).
  private static func isobmff(_ reader: ByteReader) -> PictureFormat? {
    guard let size = reader.u32(0) else { return nil }
    var brands: [UInt32] = []
    for offset in [8] + stride(from: 16, to: Int(min(size, 256)) - 3, by: 4) {
      if let brand = reader.u32(offset) { brands.append(brand) }
    }
    func names(_ known: [StaticString]) -> Bool {
      known.contains { name in
        name.withUTF8Buffer { letters in brands.contains(letters.reduce(0) { $0 << 8 | UInt32($1) })
        }
      }
    }
    if names(["crx "]) { return .raw }
    if names(["avif", "avis"]) { return .avif }
    if names(["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs", "mif1", "msf1"]) {
      return .heif
    }
    return nil
  }
}
