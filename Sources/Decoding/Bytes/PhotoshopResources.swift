/// Adobe's image resource blocks (`8BIM`), in which JPEG's APP13 and TIFF's tag 34377 keep IPTC.
enum PhotoshopResources {
  private static let iptcIdentifier: UInt16 = 0x0404

  /// The IPTC-IIM records of a block, which may begin with `Photoshop 3.0\0`.
  static func iptc(in bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    let reader = ByteReader(bytes: bytes)
    var position = reader.has("Photoshop 3.0\0", at: 0) ? 14 : 0
    while reader.has("8BIM", at: position), let identifier = reader.u16(position + 4),
      let nameLength = reader.u8(position + 6)
    {
      // The name is a Pascal string padded to an even number of bytes with its length.
      let sizeAt = position + 6 + (Int(nameLength) + 2) / 2 * 2
      guard let size = reader.u32(sizeAt), let data = reader.slice(sizeAt + 4, Int(size)) else {
        return nil
      }
      if identifier == iptcIdentifier { return Array(data) }
      position = sizeAt + 4 + (Int(size) + 1) / 2 * 2
    }
    return nil
  }
}
