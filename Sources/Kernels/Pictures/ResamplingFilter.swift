internal import Glibc

/// Pillow's filters by which a resized picture is made, with its formulas in its order.
package enum ResamplingFilter: String, Hashable, Sendable, CaseIterable {
  /// A triangle of one sample to each side.
  case bilinear
  /// The cubic convolution with a = −0.5 (Keys 1981).
  case bicubic
  /// The windowed sinc of three lobes (Turkowski 1990).
  case lanczos

  /// How far it reaches to each side, in input samples where it enlarges.
  var support: Double {
    switch self {
    case .bilinear: 1
    case .bicubic: 2
    case .lanczos: 3
    }
  }

  func weight(_ x: Double) -> Double {
    switch self {
    case .bilinear: return max(1 - abs(x), 0)
    case .bicubic:
      let (a, x) = (-0.5, abs(x))
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    case .lanczos: return -3 <= x && x < 3 ? Self.sinc(x) * Self.sinc(x / 3) : 0
    }
  }

  private static func sinc(_ x: Double) -> Double {
    if x == 0 { return 1 }
    let angle = x * .pi
    return sin(angle) / angle
  }
}
