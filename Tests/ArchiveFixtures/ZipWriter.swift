internal import Archives
internal import SystemDeflate

/// Zip files after PKWARE's APPNOTE 6.3.10, stored or deflated.
package enum ZipWriter {
  package static func bytes(
    _ files: [PackedFile], deflates: Bool = false, comment: String = ""
  ) -> [UInt8] {
    var body = ByteWriter()
    var directory = ByteWriter()
    for file in files {
      let content = file.link.map { Array($0.utf8) } ?? file.bytes
      let packed = deflates ? deflated(content) : content
      let offset = UInt32(body.bytes.count)
      var common = ByteWriter()
      common.add(UInt16(20))
      common.add(UInt16(0x0800))  // names in UTF-8
      common.add(UInt16(deflates ? 8 : 0))
      common.add(UInt32(0x5821_0000))  // 2024-01-01
      common.add(crc(content))
      common.add(UInt32(packed.count))
      common.add(UInt32(content.count))
      common.add(UInt16(file.name.count))
      common.add(UInt16(0))

      body.add(UInt32(0x0403_4B50))
      body.add(common.bytes)
      body.add(file.name)
      body.add(packed)

      directory.add(UInt32(0x0201_4B50))
      directory.add(UInt16(0x0314))  // made by Unix
      directory.add(common.bytes)
      directory.add([UInt8](repeating: 0, count: 6))
      directory.add(UInt32(file.link == nil ? 0o100644 : 0o120777) << 16)
      directory.add(offset)
      directory.add(file.name)
    }
    let start = UInt32(body.bytes.count)
    body.add(directory.bytes)
    body.add(UInt32(0x0605_4B50))
    body.add(UInt32(0))
    body.add(UInt16(truncatingIfNeeded: min(files.count, 0xFFFF)))
    body.add(UInt16(truncatingIfNeeded: min(files.count, 0xFFFF)))
    body.add(UInt32(directory.bytes.count))
    body.add(start)
    body.add(UInt16(comment.utf8.count))
    body.add(comment.utf8)
    return body.bytes
  }

  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var sum = CRC32()
    bytes.withUnsafeBytes { sum.add($0) }
    return sum.value
  }

  package static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_deflate_compress_bound(compressor, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_deflate_compress(
        compressor, bytes, bytes.count, buffer.baseAddress, bound)
    }
  }

  /// Compressed as gzip does, for tar.gz.
  package static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_gzip_compress(compressor, bytes, bytes.count, buffer.baseAddress, bound)
    }
  }
}
