/// Numbers as people read them.
enum Words {
  static func whole(_ value: Double) -> String {
    value.isFinite ? "\(Int(value.rounded()))" : "no number"
  }

  /// One digit after the point.
  static func tenths(_ value: Double) -> String { places(value, 10) }

  /// Two digits after the point at most.
  static func hundredths(_ value: Double) -> String { places(value, 100) }

  /// 0…1 as a percentage.
  static func percent(_ share: Double) -> String {
    share > 0 && share < 0.01 ? "under 1 %" : "\(whole(share * 100)) %"
  }

  private static func places(_ value: Double, _ scale: Double) -> String {
    value.isFinite ? "\((value * scale).rounded() / scale)" : "no number"
  }
}
