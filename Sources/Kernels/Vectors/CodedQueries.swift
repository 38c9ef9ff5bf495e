internal import CKernels

/// Queries as the scans want them: codes of signed bytes, one after another.
package struct CodedQueries: Sendable {
  package let count: Int
  /// Bytes a code.
  package let width: Int
  /// What a candidate's similarity is multiplied with to become a cosine.
  package let scales: [Float]
  private let codes: [Int8]
  private let biases: [Int32]

  /// - Parameter queries: of one dimension.
  package init(_ queries: [[Float]]) {
    count = queries.count
    width = VectorKernel.codeWidth(dimension: queries.first?.count ?? 0)
    var codes: [Int8] = []
    codes.reserveCapacity(width * queries.count)
    var (scales, biases): ([Float], [Int32]) = ([], [])
    for query in queries {
      let (code, scale) = VectorKernel.code(of: query)
      var sum: Int32 = 0
      for byte in code {
        let value = Int32(byte) - 128
        codes.append(Int8(value))
        sum += value
      }
      scales.append(scale)
      biases.append(128 * sum)
    }
    self.codes = codes
    self.scales = scales
    self.biases = biases
  }

  /// Lends the queries of a range in C's form.
  func withQueries<R>(
    _ range: Range<Int>, _ body: (UnsafePointer<vector_query>) -> R
  ) -> R {
    codes.withUnsafeBufferPointer { codes in
      withUnsafeTemporaryAllocation(of: vector_query.self, capacity: max(1, range.count)) { list in
        for (place, index) in range.enumerated() {
          list.initializeElement(
            at: place,
            to: vector_query(
              code: codes.baseAddress! + index * width, bias: biases[index]))
        }
        return body(list.baseAddress!)
      }
    }
  }
}
