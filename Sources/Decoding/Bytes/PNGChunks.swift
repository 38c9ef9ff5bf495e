/// Walks the chunks of a PNG (ISO/IEC 15948) for what the pixel decoder does not tell: text, EXIF,
/// XMP, and the number of frames of an animation. Linear in the number of chunks.
struct PNGChunks {
  private(set) var blocks = MetadataBlocks()
  /// 1 for a still picture.
  private(set) var frameCount = 1
  /// Bits a sample, 1…16, or an index into the palette.
  private(set) var bits = 8

  private static let maximumTexts = 64
  private static let longestText = 1 << 16

  init(bytes: UnsafeRawBufferPointer) {
    let reader = ByteReader(bytes: bytes)
    if let depth = reader.u8(24), [1, 2, 4, 8, 16].contains(depth) { bits = Int(depth) }
    var position = 8
    while let length = reader.u32(position), let name = reader.u32(position + 4),
      let data = reader.slice(position + 8, Int(length)), name != 0x4945_4E44
    {
      switch name {
      case 0x6163_544C:  // acTL
        let frames = ByteReader(bytes: data).u32(0) ?? 1
        frameCount = max(1, Int(min(frames, UInt32(Int32.max))))
      case 0x6558_4966 where blocks.exif == nil:  // eXIf
        blocks.exif = Array(data)
      case 0x7445_5874: readText(data)  // tEXt
      case 0x6954_5874: readInternationalText(data)  // iTXt
      default: break
      }
      position += 12 + Int(length)
    }
  }

  private mutating func readText(_ data: UnsafeRawBufferPointer) {
    guard let end = data.firstIndex(of: 0) else { return }
    add(String(decoding: data[..<end], as: UTF8.self), LegacyText.decoded(data[(end + 1)...]))
  }

  private mutating func readInternationalText(_ data: UnsafeRawBufferPointer) {
    // Keyword, 0, compressed?, method, language, 0, translated keyword, 0, text.
    guard let end = data.firstIndex(of: 0), end + 3 <= data.count, data[end + 1] == 0,
      let languageEnd = data[(end + 3)...].firstIndex(of: 0),
      let keywordEnd = data[(languageEnd + 1)...].firstIndex(of: 0)
    else { return }
    let text = data[(keywordEnd + 1)...]
    let key = String(decoding: data[..<end], as: UTF8.self)
    if key == "XML:com.adobe.xmp" {
      blocks.xmp = Array(text)
    } else {
      add(key, String(decoding: text.prefix(Self.longestText), as: UTF8.self))
    }
  }

  private mutating func add(_ key: String, _ value: String) {
    guard blocks.texts.count < Self.maximumTexts, value.utf8.count <= Self.longestText else {
      return
    }
    blocks.texts.append((key, value))
  }
}
