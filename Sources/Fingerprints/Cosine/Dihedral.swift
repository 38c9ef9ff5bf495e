package import Core

/// The eight ways to turn and mirror a picture, in PDQ's order.
package enum Dihedral: UInt8, CaseIterable, Hashable, Sendable {
  case identity
  /// A quarter turn counter-clockwise: the right edge becomes the top edge.
  case rotate90
  case rotate180
  /// A quarter turn clockwise: the left edge, read upwards, becomes the top edge.
  case rotate270
  /// Upside down: rows in reverse order.
  case flip
  /// Left to right: columns in reverse order.
  case mirror
  /// Rows become columns.
  case transpose
  /// Mirrored on the other diagonal.
  case antitranspose

  /// Whether rows are put in reverse order, before any transposition.
  package var reversesRows: Bool {
    switch self {
    case .rotate180, .rotate270, .flip, .antitranspose: true
    case .identity, .rotate90, .mirror, .transpose: false
    }
  }

  /// Whether columns are put in reverse order, before any transposition.
  package var reversesColumns: Bool {
    switch self {
    case .rotate90, .rotate180, .mirror, .antitranspose: true
    case .identity, .rotate270, .flip, .transpose: false
    }
  }

  /// Whether rows then become columns.
  package var transposes: Bool {
    switch self {
    case .rotate90, .rotate270, .transpose, .antitranspose: true
    case .identity, .rotate180, .flip, .mirror: false
    }
  }

  /// The way back.
  package var inverse: Dihedral {
    switch self {
    case .rotate90: .rotate270
    case .rotate270: .rotate90
    default: self
    }
  }

  /// The turned or mirrored plane. O(samples).
  package func apply(to plane: LumaPlane) -> LumaPlane {
    let (width, height) = (plane.width, plane.height)
    let (newWidth, newHeight) = transposes ? (height, width) : (width, height)
    var samples = [UInt8](repeating: 0, count: plane.samples.count)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (column, row) = transposes ? (y, x) : (x, y)
        let sourceX = reversesColumns ? width - 1 - column : column
        let sourceY = reversesRows ? height - 1 - row : row
        samples[y * newWidth + x] = plane.samples[sourceY * width + sourceX]
      }
    }
    return LumaPlane(width: newWidth, height: newHeight, samples: samples)
  }

  /// What the transformation does to a square of cosine coefficients: signs of odd frequencies
  /// change, rows become columns.
  ///
  /// - Parameters:
  ///   - coefficients: 16 × 16, row frequency first.
  ///   - lowest: the frequency of the first row and column, 0 or 1.
  func apply(to coefficients: [Float], lowest: Int) -> [Float] {
    var result = coefficients
    for row in 0..<16 {
      for column in 0..<16 {
        let negative =
          (reversesRows && (row + lowest) & 1 == 1)
          != (reversesColumns && (column + lowest) & 1 == 1)
        let value = coefficients[row * 16 + column]
        result[transposes ? column * 16 + row : row * 16 + column] = negative ? -value : value
      }
    }
    return result
  }
}
