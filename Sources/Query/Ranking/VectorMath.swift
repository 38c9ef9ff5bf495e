/// Arithmetic on vectors of a model's space.
package enum VectorMath {
  /// The inner product, in sixteen partial sums. Both have the same length.
  package static func dot(_ left: [Float], _ right: [Float]) -> Float {
    precondition(left.count == right.count, "vectors of one space")
    return left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        var sums = SIMD16<Float>()
        let blocks = left.count / 16
        for block in 0..<blocks {
          let (a, b) = (lanes(of: left, 16 * block), lanes(of: right, 16 * block))
          sums += a * b
        }
        var sum = sums.sum()
        for index in (16 * blocks)..<left.count { sum += left[index] * right[index] }
        return sum
      }
    }
  }

  private static func lanes(
    of buffer: UnsafeBufferPointer<Float>, _ start: Int
  ) -> SIMD16<Float> {
    UnsafeRawPointer(buffer.baseAddress! + start).loadUnaligned(as: SIMD16<Float>.self)
  }

  /// The vector at length 1; one of length 0 stays.
  package static func normalized(_ vector: [Float]) -> [Float] {
    let length = dot(vector, vector).squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }

  /// The weighted sum of vectors of one length.
  package static func sum(_ parts: [(weight: Float, vector: [Float])]) -> [Float] {
    guard var sum = parts.first.map({ [Float](repeating: 0, count: $0.vector.count) }) else {
      return []
    }
    for (weight, vector) in parts {
      precondition(vector.count == sum.count, "vectors of one space")
      for index in sum.indices { sum[index] += weight * vector[index] }
    }
    return sum
  }
}

/// The mean of numbers and how far they spread.
package struct Spread: Hashable, Sendable {
  package var mean: Double
  /// Standard deviation.
  package var deviation: Double

  package init(of numbers: [Float]) {
    let count = Double(max(numbers.count, 1))
    let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
    let variance = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    self.mean = mean
    deviation = variance.squareRoot()
  }
}
