import Core
import Fingerprints

/// Brings two planes to the same sharpness: that of a picture of a few dozen pixels a side is
/// stretched, and next to a sharp one every edge would look like a change.
enum LumaDetail {
  /// - Parameters:
  ///   - side: samples a side that both pictures really have.
  ///   - own: samples a side that this one has.
  static func limited(_ plane: LumaPlane, to side: Int, having own: Int) -> LumaPlane {
    guard side < plane.width, own > side else { return plane }
    return LumaConversion.squashed(
      LumaConversion.squashed(plane, side: side), side: plane.width)
  }
}

extension GroupingItem {
  /// How many samples a side its plane really has: the side of a square of as many pixels.
  var detail: Int { max(8, Int(saturating: Double(area).squareRoot())) }
}
