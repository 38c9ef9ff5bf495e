extension GradientKernel {
  /// `split(across:down:)`, gradient by gradient.
  package static func referenceSplit(across: [Float], down: [Float]) -> Split {
    var split = Split(sectors: [], first: [], second: [])
    for (across, down) in zip(across, down) {
      let isLower = down < 0 || (down == 0 && across < 0)
      let (x, y) = isLower ? (-across, -down) : (across, down)
      var sector = 0
      while sector < 7, cosines[sector + 1] * y - sines[sector + 1] * x >= 0 { sector += 1 }
      split.sectors.append(Int32(sector))
      split.first.append(max(0, x * sines[sector + 1] - y * cosines[sector + 1]) * inverse)
      split.second.append(max(0, cosines[sector] * y - sines[sector] * x) * inverse)
    }
    return split
  }

  /// cos and sin of k · 22.5°, k = 0…8.
  private static let cosines: [Float] = [
    1, 0.92387953, 0.70710678, 0.38268343, 0, -0.38268343, -0.70710678, -0.92387953, -1,
  ]
  private static let sines: [Float] = [
    0, 0.38268343, 0.70710678, 0.92387953, 1, 0.92387953, 0.70710678, 0.38268343, 0,
  ]
  /// 1 / sin 22.5°.
  private static let inverse: Float = 2.6131259
}
