/// How a vector lies in the database: single precision, little-endian, one number after the other.
enum VectorCoding {
  static func encode(_ vector: [Float]) -> [UInt8] {
    #if _endian(little)
      vector.withUnsafeBytes { Array($0) }
    #else
      vector.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
    #endif
  }

  static func decode(_ bytes: RawSpan) -> [Float] {
    let count = bytes.byteCount / 4
    return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count {
        let bits = bytes.unsafeLoadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        buffer.initializeElement(at: index, to: Float(bitPattern: UInt32(littleEndian: bits)))
      }
      filled = count
    }
  }
}
