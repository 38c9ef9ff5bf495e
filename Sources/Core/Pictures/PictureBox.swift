/// A rectangle of a picture, in fractions of its upright width and height: the whole is
/// `(0, 0, 1, 1)`. The same box means the same part of every reduction of a picture.
package struct PictureBox: Hashable, Sendable {
  /// From the left edge, 0…1.
  package var left: Double
  /// From the upper edge, 0…1.
  package var top: Double
  package var width: Double
  package var height: Double

  package static let whole = PictureBox(left: 0, top: 0, width: 1, height: 1)

  /// - Precondition: the box has an area and lies inside the picture.
  package init(left: Double, top: Double, width: Double, height: Double) {
    precondition(
      left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 1 + 1e-9
        && top + height <= 1 + 1e-9, "a box lies inside its picture")
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }
}
