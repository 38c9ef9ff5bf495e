/// Numbers in rows, the last dimension fastest.
package struct Tensor: Sendable, Hashable {
  package enum Elements: Sendable, Hashable {
    case float([Float])
    /// Half precision, kept as it is for models that take or give it.
    case half([UInt16])
    case int32([Int32])
    case int64([Int64])
  }

  package var elements: Elements
  /// At most eight dimensions; their product is the number of elements.
  package var shape: [Int]

  package init(_ elements: Elements, shape: [Int]) {
    precondition(shape.count <= 8 && shape.reduce(1, *) == elements.count)
    self.elements = elements
    self.shape = shape
  }

  package init(_ values: [Float], shape: [Int]) { self.init(.float(values), shape: shape) }

  /// The numbers in single precision; whole ones as well.
  package var floats: [Float] {
    switch elements {
    case .float(let values): values
    case .half(let values): values.map(HalfPrecision.float)
    case .int32(let values): values.map(Float.init)
    case .int64(let values): values.map(Float.init)
    }
  }
}

extension Tensor.Elements {
  package var count: Int {
    switch self {
    case .float(let values): values.count
    case .half(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    }
  }
}

/// Half precision as bits (IEEE 754 binary16): models carry it, processors compute in single.
package enum HalfPrecision {
  package static func float(_ bits: UInt16) -> Float { Float(Float16(bitPattern: bits)) }

  /// Rounds to the nearest, ties to even; beyond the greatest to infinity.
  package static func bits(_ value: Float) -> UInt16 { Float16(value).bitPattern }
}
