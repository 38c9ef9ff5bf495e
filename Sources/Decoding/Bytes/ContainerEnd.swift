import Core

/// Whether a file that failed to decode lacks its end. Asked only of failures, so that the reason can
/// say what to do; the answer depends on the bytes alone.
enum ContainerEnd {
  static func isMissing(in bytes: UnsafeRawBufferPointer, _ format: PictureFormat) -> Bool {
    let reader = ByteReader(bytes: bytes)
    switch format {
    case .jpeg: return !contains([0xFF, 0xD9], nearEndOf: bytes)
    case .gif: return !contains([0x3B], nearEndOf: bytes)
    case .png: return !contains(Array("IEND".utf8), nearEndOf: bytes)
    case .webp:
      var little = reader
      little.order = .little
      return little.u32(4).map { Int($0) + 8 > bytes.count } ?? true
    case .heif, .avif, .jxl: return lastBoxIsCut(reader)
    case .tiff: return TIFFStructure(bytes: bytes).map(stripsAreCut) ?? true
    case .bmp, .raw: return false
    }
  }

  /// Programs append data of their own, so the mark need not be the very end.
  private static func contains(_ mark: [UInt8], nearEndOf bytes: UnsafeRawBufferPointer) -> Bool {
    let tail = bytes.suffix(4096)
    return tail.indices.contains { tail[$0...].starts(with: mark) }
  }

  /// Whether a top-level box says that it is longer than what is left.
  private static func lastBoxIsCut(_ reader: ByteReader) -> Bool {
    guard reader.has("ftyp", at: 4) || reader.has("JXL ", at: 4) else { return false }
    var position = 0
    for _ in 0..<1024 where position < reader.count {
      guard let short = reader.u32(position) else { return true }
      let size = short == 1 ? reader.u64(position + 8).flatMap(Int.init(exactly:)) : Int(short)
      // 0 means: to the end of the file.
      guard let size, size != 0 else { return false }
      guard size >= 8, reader.slice(position, size) != nil else { return true }
      position += size
    }
    return false
  }

  private static func stripsAreCut(_ structure: TIFFStructure) -> Bool {
    guard let first = structure.main.first else { return true }
    return [(UInt16(0x0111), UInt16(0x0117)), (0x0144, 0x0145)].contains { starts, lengths in
      guard let starts = structure.integers(starts, first),
        let lengths = structure.integers(lengths, first)
      else { return false }
      return zip(starts, lengths).contains { structure.reader.slice($0, $1) == nil }
    }
  }
}
