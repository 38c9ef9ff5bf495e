extension OklabKernel {
  /// `colours(rgb:)`, pixel by pixel.
  package static func referenceColours(rgb: [UInt8]) -> [Float] {
    stride(from: 0, to: rgb.count, by: 3).flatMap { start -> [Float] in
      let r = linear[Int(rgb[start])]
      let g = linear[Int(rgb[start + 1])]
      let b = linear[Int(rgb[start + 2])]
      let l = cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
      let m = cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
      let s = cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
      return [
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
      ]
    }
  }

  /// By Newton's method from a third of the exponent: the same bits everywhere, unlike `cbrt`. Within
  /// 10⁻⁶ of it for 0…1.
  static func cubeRoot(_ value: Float) -> Float {
    if value <= 0 { return 0 }
    var root = Float(bitPattern: value.bitPattern / 3 + 709_921_077)
    for _ in 0..<3 { root = (2 * root + value / (root * root)) / 3 }
    return root
  }
}
