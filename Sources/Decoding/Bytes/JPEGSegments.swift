/// The blocks of metadata that a picture file carries, as stored.
struct MetadataBlocks {
  /// TIFF structure, without the `Exif\0\0` that JPEG puts before it.
  var exif: [UInt8]?
  /// An XMP packet.
  var xmp: [UInt8]?
  /// IPTC-IIM records.
  var iptc: [UInt8]?
  /// An ICC profile.
  var profile: [UInt8]?
  /// Keyword and text of PNG's text chunks.
  var texts: [(key: String, value: String)] = []
}

/// Walks the marker segments of a JPEG before its first scan (ITU T.81, annex B) and gathers the
/// metadata. Linear in the size of the headers.
enum JPEGSegments {
  static func blocks(of bytes: UnsafeRawBufferPointer) -> MetadataBlocks {
    var blocks = MetadataBlocks()
    var profileParts: [UInt8: UnsafeRawBufferPointer] = [:]
    visit(bytes) { marker, payload in
      let reader = ByteReader(bytes: payload)
      switch marker {
      case 0xE1 where reader.has("Exif\0", at: 0) && blocks.exif == nil:
        blocks.exif = Array(payload.dropFirst(6))
      case 0xE1 where reader.has("http://ns.adobe.com/xap/1.0/\0", at: 0) && blocks.xmp == nil:
        blocks.xmp = Array(payload.dropFirst(29))
      case 0xE2 where reader.has("ICC_PROFILE\0", at: 0):
        if let part = reader.u8(12), profileParts[part] == nil {
          profileParts[part] = UnsafeRawBufferPointer(rebasing: payload.dropFirst(14))
        }
      case 0xED where blocks.iptc == nil:
        blocks.iptc = PhotoshopResources.iptc(in: payload)
      default: break
      }
    }
    if !profileParts.isEmpty {
      blocks.profile = profileParts.sorted { $0.key < $1.key }.flatMap { Array($0.value) }
    }
    return blocks
  }

  /// The frame header's size; `nil` unless it is one that photographs use (baseline, extended or
  /// progressive DCT with Huffman codes), which tells a preview from lossless raw data.
  static func photographicSize(of bytes: UnsafeRawBufferPointer) -> (width: Int, height: Int)? {
    var size: (Int, Int)?
    visit(bytes) { marker, payload in
      let reader = ByteReader(bytes: payload)
      guard (0xC0...0xC2).contains(marker), size == nil, reader.u8(0) == 8,
        let height = reader.u16(1), let width = reader.u16(3), width > 0, height > 0
      else { return }
      size = (Int(width), Int(height))
    }
    return size
  }

  private static func visit(
    _ bytes: UnsafeRawBufferPointer, _ body: (UInt8, UnsafeRawBufferPointer) -> Void
  ) {
    let reader = ByteReader(bytes: bytes)
    guard reader.u16(0) == 0xFFD8 else { return }
    var position = 2
    while let first = reader.u8(position), let marker = reader.u8(position + 1) {
      guard first == 0xFF, marker != 0xFF, marker != 0 else {
        position += 1
        continue
      }
      if marker == 0xDA || marker == 0xD9 { return }
      if marker == 0x01 || (0xD0...0xD8).contains(marker) {
        position += 2
        continue
      }
      guard let length = reader.u16(position + 2), length >= 2,
        let payload = reader.slice(position + 4, Int(length) - 2)
      else { return }
      body(marker, payload)
      position += 2 + Int(length)
    }
  }
}
