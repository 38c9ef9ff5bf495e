internal import Glibc

/// The 7-tap Gaussian of both metrics: exp(−k² / (2 · (7/6)²)), normalised.
enum GaussianWindow {
  /// The centre and the three weights beside it.
  static let half: [Double] = {
    let spread = 7.0 / 6
    let raw = [0.0, 1, 2, 3].map { (distance: Double) -> Double in
      exp(-distance * distance / (2 * spread * spread))
    }
    let sum: Double = raw[0] + 2 * (raw[1] + raw[2] + raw[3])
    return raw.map { $0 / sum }
  }()

  /// All seven weights.
  static let full: [Double] = [3, 2, 1, 0, 1, 2, 3].map { half[$0] }
}
