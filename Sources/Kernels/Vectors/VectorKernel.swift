internal import CKernels

/// Products and codes of single vectors.
package enum VectorKernel {
  /// The dot product in single precision, summed in one fixed order: the same bits on every
  /// processor.
  package static func dot(_ a: [Float], _ b: [Float]) -> Float {
    precondition(a.count == b.count)
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        a.isEmpty ? 0 : semblance_dot_f32(a.baseAddress!, b.baseAddress!, a.count)
      }
    }
  }

  /// Dot products of one vector with those of `rows` at `positions`, as `dot` gives them.
  /// - Parameter rows: vectors of the query's dimension, one after another.
  package static func dots(
    _ query: [Float], rows: UnsafeBufferPointer<Float>, positions: [UInt32]
  ) -> [Float] {
    precondition(positions.allSatisfy { (Int($0) + 1) * query.count <= rows.count })
    return [Float](unsafeUninitializedCapacity: positions.count) { dots, count in
      count = positions.count
      guard let base = rows.baseAddress, count > 0 else { return }
      query.withUnsafeBufferPointer {
        semblance_dots_f32(
          $0.baseAddress!, base, query.count, positions, positions.count, dots.baseAddress!)
      }
    }
  }

  /// Bytes of the code of a vector of `dimension` numbers: a multiple of 64.
  package static func codeWidth(dimension: Int) -> Int { (dimension + 63) & ~63 }

  /// A vector in whole numbers: byte k is round(v[k] / scale) + 128, where scale is the largest
  /// magnitude / 127; padded with 128. The error of a number is at most scale / 2.
  package static func code(of vector: [Float]) -> (code: [UInt8], scale: Float) {
    let width = codeWidth(dimension: vector.count)
    var scale: Float = 0
    let code = [UInt8](unsafeUninitializedCapacity: width) { buffer, count in
      guard width > 0 else { return }
      scale = vector.withUnsafeBufferPointer {
        semblance_vector_code($0.baseAddress!, $0.count, buffer.baseAddress!)
      }
      count = width
    }
    return (code, scale)
  }

  /// Codes a vector straight to where it shall lie.
  /// - Parameter code: `codeWidth(dimension:)` bytes.
  /// - Returns: the scale.
  package static func code(
    _ vector: UnsafeBufferPointer<Float>, into code: UnsafeMutableBufferPointer<UInt8>
  ) -> Float {
    precondition(code.count == codeWidth(dimension: vector.count) && !vector.isEmpty)
    return semblance_vector_code(vector.baseAddress!, vector.count, code.baseAddress!)
  }

  /// CRC-32C (Castagnoli) of bytes that follow those that gave `before`.
  package static func checksum(_ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0) -> UInt32
  {
    guard let base = bytes.baseAddress else { return before }
    return semblance_crc32c(before, base, bytes.count)
  }

  /// The bits of `set` at the places where `rows` has ones, packed together in order; both have the
  /// same number of words.
  /// - Returns: the packed words, enough for all ones of `rows`, and how many bits of them are set.
  package static func extract(
    _ set: ArraySlice<UInt64>, at rows: [UInt64], ones: Int
  ) -> (bits: [UInt64], count: Int) {
    precondition(set.count == rows.count)
    let length = (ones + 63) / 64
    var total = 0
    let bits = [UInt64](unsafeUninitializedCapacity: length) { packed, count in
      count = length
      guard length > 0 else { return }
      set.withUnsafeBufferPointer { set in
        rows.withUnsafeBufferPointer { rows in
          total = semblance_bits_extract(
            set.baseAddress!, rows.baseAddress!, rows.count, packed.baseAddress!)
        }
      }
    }
    return (bits, total)
  }
}
