internal import SystemDeflate

/// Packs whole contents by libdeflate.
enum Packer {
  /// The packed bytes; `nil` when they would not be fewer, or there is no memory.
  ///
  /// - Parameter level: from 1, the fastest, to 12, the smallest.
  static func packed(_ bytes: [UInt8], as coding: ContentCoding, level: Int32) -> [UInt8]? {
    guard !bytes.isEmpty, let compressor = libdeflate_alloc_compressor(level) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let pack =
      switch coding {
      case .gzip: libdeflate_gzip_compress
      case .deflate: libdeflate_zlib_compress
      }
    let packed = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
      // 0 where the room does not suffice.
      count = pack(compressor, bytes, bytes.count, output.baseAddress, bytes.count - 1)
    }
    return packed.isEmpty ? nil : packed
  }
}
