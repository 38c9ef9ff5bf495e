/// The same in plain Swift; `VectorKernelTests` compares.
extension VectorKernel {
  package static func referenceDot(_ a: [Float], _ b: [Float]) -> Float {
    var sums = [Float](repeating: 0, count: 64)
    for k in a.indices { sums[k % 64] += a[k] * b[k] }
    var half = 32
    while half > 0 {
      for i in 0..<half { sums[i] += sums[i + half] }
      half /= 2
    }
    return sums[0]
  }

  package static func referenceCode(of vector: [Float]) -> (code: [UInt8], scale: Float) {
    let largest = vector.reduce(0) { max($0, abs($1)) }
    let inverse: Float = largest > 1e-30 ? 127 / largest : 0
    var code = vector.map { UInt8(Int(($0 * inverse).rounded(.toNearestOrEven)) + 128) }
    code += repeatElement(128, count: codeWidth(dimension: vector.count) - vector.count)
    return (code, inverse > 0 ? largest / 127 : 0)
  }

  /// Bit by bit, as the polynomial says.
  package static func referenceChecksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder = UInt32.max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82F6_3B78 : 0) }
    }
    return ~remainder
  }

  package static func referenceExtract(_ set: [UInt64], at rows: [UInt64]) -> [Bool] {
    (0..<64 * rows.count).filter { rows[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      .map { set[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
  }
}
