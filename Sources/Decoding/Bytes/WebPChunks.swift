/// Walks the chunks of a WebP (RFC 9649) for its metadata. Linear in the number of chunks.
enum WebPChunks {
  /// EXIF, XMP and the ICC profile; `nil` when the chunks do not fit the file.
  static func blocks(of bytes: UnsafeRawBufferPointer) -> MetadataBlocks? {
    var reader = ByteReader(bytes: bytes)
    reader.order = .little
    guard let size = reader.u32(4), let end = Int(exactly: UInt64(size) + 8), end <= bytes.count
    else { return nil }
    var blocks = MetadataBlocks()
    var position = 12
    while position < end {
      guard let length = reader.u32(position + 4),
        let data = reader.slice(position + 8, Int(length)), position + 8 + Int(length) <= end
      else { return nil }
      if reader.has("EXIF", at: position), blocks.exif == nil {
        blocks.exif = Array(data.starts(with: "Exif\0\0".utf8) ? data[6...] : data[...])
      } else if reader.has("XMP ", at: position), blocks.xmp == nil {
        blocks.xmp = Array(data)
      } else if reader.has("ICCP", at: position), blocks.profile == nil {
        blocks.profile = Array(data)
      }
      position += 8 + Int(length) + Int(length & 1)
    }
    return blocks
  }
}
