import Core
internal import Kernels

/// Vectors of length 1, one after another, with a byte a number beside them for a first look.
///
/// Takes 5 bytes a number: 250 MB for 100,000 vectors of 512.
package struct UnitVectors: Sendable {
  package let dimension: Int
  package let count: Int
  private let values: [Float]
  private let codes: [UInt8]
  private let scales: [Float]
  /// How far the code of a row lies from the row, as a length.
  private let errors: [Float]
  /// The largest of them.
  private let largestError: Float

  /// - Parameter values: `dimension` numbers a vector, one vector after another; scaled to length 1.
  ///   A vector of zeros stays one: its cosine with everything is 0.
  package init(dimension: Int, values: [Float]) {
    precondition(dimension > 0 && values.count % dimension == 0, "whole vectors")
    self.dimension = dimension
    count = values.count / dimension
    let width = VectorKernel.codeWidth(dimension: dimension)
    var values = values
    var codes = [UInt8](repeating: 128, count: count * width)
    var (scales, errors): ([Float], [Float]) = ([], [])
    for row in 0..<count {
      let range = row * dimension..<(row + 1) * dimension
      Self.normalise(&values, range)
      let (code, scale) = VectorKernel.code(of: Array(values[range]))
      codes.replaceSubrange(row * width..<(row + 1) * width, with: code)
      scales.append(scale)
      errors.append(Self.distance(values[range], code, scale))
    }
    (self.values, self.codes, self.scales, self.errors) = (values, codes, scales, errors)
    largestError = errors.max() ?? 0
  }

  package init(_ vectors: [[Float]]) {
    self.init(dimension: vectors.first?.count ?? 1, values: vectors.flatMap { $0 })
  }

  /// Some of the rows, in that order.
  package func rows(_ rows: [Int]) -> UnitVectors {
    UnitVectors(dimension: dimension, values: rows.flatMap { self[$0] })
  }

  package subscript(row: Int) -> [Float] {
    Array(values[row * dimension..<(row + 1) * dimension])
  }

  /// The cosines of a row with others.
  package func cosines(of row: Int, with others: [UInt32]) -> [Float] {
    cosines(of: self[row], with: others)
  }

  /// The products of a vector with rows.
  package func cosines(of vector: [Float], with rows: [UInt32]) -> [Float] {
    values.withUnsafeBufferPointer { VectorKernel.dots(vector, rows: $0, positions: rows) }
  }

  /// For each of `others` a number that its cosine with a row does not exceed; within 0.05 of it for
  /// vectors of some hundred numbers. Several times as fast as the cosine.
  package func cosineBounds(of row: Int, with others: [UInt32]) -> [Float] {
    cosineBounds(of: row, with: others, CodedQueries([self[row]]), query: 0)
  }

  /// The same for a row that was coded already, as one of several.
  func cosineBounds(
    of row: Int, with others: [UInt32], _ queries: CodedQueries, query: Int
  ) -> [Float] {
    let products = withCodes { $0.products(at: others, with: queries, query: query) }
    let error = errors[row]
    let scale = scales[row]
    return [Float](unsafeUninitializedCapacity: others.count) { bounds, filled in
      for (place, other) in others.enumerated() {
        let otherError = errors[Int(other)]
        let cosine = Float(products[place]) * scale * scales[Int(other)]
        bounds.initializeElement(at: place, to: cosine + error + otherError + error * otherError)
      }
      filled = others.count
    }
  }

  /// What no cosine with a row exceeds, of all vectors whose codes are no more similar to it than this.
  func bound(ofCodes similarity: Float, with row: Int) -> Float {
    let error = errors[row]
    return similarity * scales[row] + error + largestError + error * largestError
  }

  /// How much a cosine by codes can differ from the cosine.
  var codeMargin: Float { 2 * largestError + largestError * largestError }

  func withCodes<R>(_ body: (CodedRows) -> R) -> R {
    let width = VectorKernel.codeWidth(dimension: dimension)
    return codes.withUnsafeBytes { codes in
      scales.withUnsafeBytes { scales in
        // An empty array has no address, and nothing is read of it.
        guard let start = codes.baseAddress, let scaleStart = scales.baseAddress else {
          return withUnsafeBytes(of: Float(0)) { none in
            body(Self.rows(none.baseAddress!, none.baseAddress!, width: width, count: 0))
          }
        }
        return body(Self.rows(start, scaleStart, width: width, count: count))
      }
    }
  }

  private static func rows(
    _ codes: UnsafeRawPointer, _ scales: UnsafeRawPointer, width: Int, count: Int
  ) -> CodedRows {
    CodedRows(
      codes: codes, stride: width, scales: scales, scaleStride: 4, width: width, count: count,
      part: 0)
  }

  private static func normalise(_ values: inout [Float], _ range: Range<Int>) {
    var square: Double = 0
    for index in range { square += Double(values[index]) * Double(values[index]) }
    if square == 0 || !square.isFinite { return }
    let scale = 1 / square.squareRoot()
    for index in range { values[index] = Float(Double(values[index]) * scale) }
  }

  private static func distance(
    _ vector: ArraySlice<Float>, _ code: [UInt8], _ scale: Float
  ) -> Float {
    var square: Float = 0
    for (place, value) in vector.enumerated() {
      let difference = value - scale * Float(Int(code[place]) - 128)
      square += difference * difference
    }
    // A little more than rounding can take away.
    return square.squareRoot() * 1.001 + 1e-6
  }
}
