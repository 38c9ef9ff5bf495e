internal import CKernels

/// Codes that lie in somebody's memory, with their scales. Valid only inside the closure that it was
/// lent to.
package struct CodedRows {
  let rows: vector_rows
  /// How many rows there are.
  package let count: Int

  /// - Parameters:
  ///   - codes: that of row p begins at p · `stride`.
  ///   - scales: that of row p, a `Float`, begins at p · `scaleStride`.
  ///   - width: bytes a code, a multiple of 64.
  ///   - part: what candidates call these rows.
  package init(
    codes: UnsafeRawPointer, stride: Int, scales: UnsafeRawPointer, scaleStride: Int, width: Int,
    count: Int, part: UInt32
  ) {
    precondition(width % 64 == 0)
    self.count = count
    rows = vector_rows(
      codes: codes.assumingMemoryBound(to: UInt8.self), stride: stride,
      scales: scales.assumingMemoryBound(to: UInt8.self), scale_stride: scaleStride, width: width,
      part: part)
  }

  /// Copies a row's code, and returns its scale.
  package func copyCode(of row: Int, to code: UnsafeMutableRawBufferPointer) -> Float {
    precondition(row < count && code.count == rows.width)
    code.copyMemory(
      from: UnsafeRawBufferPointer(start: rows.codes + row * rows.stride, count: rows.width))
    return UnsafeRawPointer(rows.scales).loadUnaligned(
      fromByteOffset: row * rows.scale_stride, as: Float.self)
  }

  /// Dot products of the codes at `positions` with one query, times nothing.
  package func products(
    at positions: [UInt32], with queries: CodedQueries, query: Int, path: VectorPath = .best
  ) -> [Int32] {
    precondition(positions.allSatisfy { $0 < count } && queries.width == rows.width)
    return [Int32](unsafeUninitializedCapacity: positions.count) { buffer, initialised in
      initialised = positions.count
      guard !positions.isEmpty else { return }
      withUnsafePointer(to: rows) { rows in
        queries.withQueries(query..<query + 1) { one in
          semblance_vector_dots(
            path.rawValue, rows, positions, positions.count, one.pointee, buffer.baseAddress!)
        }
      }
    }
  }
}
