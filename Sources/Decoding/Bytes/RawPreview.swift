/// Finds the photograph that a camera put into its raw file beside the sensor data: what people see
/// as the picture, and far cheaper than developing the data.
enum RawPreview {
  /// The bytes from the start of the greatest embedded JPEG, and the metadata of the raw file itself.
  static func locate(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var candidates: [UnsafeRawBufferPointer] = []
    let reader = ByteReader(bytes: bytes)
    if reader.has("FUJIFILMCCD-RAW", at: 0) {
      if let offset = reader.u32(84), let size = reader.u32(88),
        let preview = reader.slice(Int(offset), Int(size))
      {
        candidates = [preview]
      }
    } else if let structure = TIFFStructure(bytes: bytes) {
      candidates = previews(of: structure)
    } else if let preview = CanonBoxes(bytes: bytes).preview {
      candidates = [preview]
    }
    return largest(candidates) ?? largest(embedded(in: bytes))
  }

  private static func largest(
    _ candidates: [UnsafeRawBufferPointer]
  ) -> UnsafeRawBufferPointer? {
    candidates.compactMap { candidate in
      JPEGSegments.photographicSize(of: candidate).map { ($0.width * $0.height, candidate) }
    }.max { $0.0 < $1.0 }?.1
  }

  private static func previews(of structure: TIFFStructure) -> [UnsafeRawBufferPointer] {
    structure.withSubdirectories.flatMap { directory in
      [(UInt16(0x0201), UInt16(0x0202)), (0x0111, 0x0117)].compactMap { start, length in
        guard let offset = structure.integers(start, directory), offset.count == 1,
          let count = structure.integers(length, directory), count.count == 1
        else { return nil }
        return structure.reader.slice(offset[0], count[0])
      }
        // Panasonic keeps the JPEG as the value of a field.
        + directory.filter { $0.tag == 0x002E && $0.type == 7 }
        .compactMap { structure.reader.slice($0.offset, $0.byteCount) }
    }
  }

  /// Looks for JPEG streams anywhere, for cameras that name their preview in a maker note only.
  /// Linear in the size, and tries a bounded number of starts.
  private static func embedded(in bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    var found: [UnsafeRawBufferPointer] = []
    var position = 0
    while found.count < 64, position + 3 < bytes.count {
      if bytes[position] == 0xFF, bytes[position + 1] == 0xD8, bytes[position + 2] == 0xFF {
        found.append(UnsafeRawBufferPointer(rebasing: bytes[position...]))
        position += 3
      } else {
        position += 1
      }
    }
    return found
  }
}
