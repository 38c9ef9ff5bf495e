package import Core
internal import Kernels

/// Finds crops from the side of the query: hashes of 27 windows of a picture, which equal the hashes
/// of other files that show just that part.
///
/// Windows keep 95, 90 and 85 % of width and height, at the nine combinations of the edges and the
/// centre. A query with the windows of A finds every B that is such a crop of A; only whole pictures
/// need be in the index.
package enum CropWindows {
  /// A part of a picture, in fractions of its width and height.
  package struct Window: Hashable, Sendable {
    package let x: Float
    package let y: Float
    package let width: Float
    package let height: Float

    /// Twentieths of width and height that are kept.
    let kept: Int
    /// 0, 1, 2: at the left edge, centred, at the right edge.
    let column: Int
    /// 0, 1, 2: at the upper edge, centred, at the lower edge.
    let row: Int

    init(kept: Int, column: Int, row: Int) {
      self.kept = kept
      self.column = column
      self.row = row
      x = Float((20 - kept) * column) / 40
      y = Float((20 - kept) * row) / 40
      width = Float(kept) / 20
      height = Float(kept) / 20
    }
  }

  /// All 27: larger windows first, then from top to bottom, then from left to right.
  package static let all: [Window] = [19, 18, 17].flatMap { kept in
    (0..<9).map { Window(kept: kept, column: $0 % 3, row: $0 / 3) }
  }

  /// The cosine block of one window of a kept 128 × 128 plane.
  package static func block(of window: Window, in luma: LumaPlane) -> DCTBlock {
    precondition(luma.width == 128 && luma.height == 128, "the kept plane of 128 × 128")
    // Scaled to the 64 cells, every edge lies on a whole tenth of a sample.
    let sums = BoxKernel.windowSums(
      of: luma.samples, left: 32 * (20 - window.kept) * window.column,
      top: 32 * (20 - window.kept) * window.row, cell: window.kept)
    return DCTBlock(
      coefficients: CosineKernel.lowest16(
        of: sums, scale: 1 / Double(window.kept * window.kept)))
  }

  /// The hash of every window of a kept 128 × 128 plane, in the order of `all`.
  package static func hashes(of luma: LumaPlane) -> [(window: Window, hash: Hash256)] {
    all.map { ($0, block(of: $0, in: luma).hash) }
  }

  /// The eight hashes of every window, in the order of `all`, then of `Dihedral.allCases`.
  package static func dihedralHashes(
    of luma: LumaPlane
  ) -> [(window: Window, dihedral: Dihedral, hash: Hash256)] {
    all.flatMap { window in
      let block = block(of: window, in: luma)
      return Dihedral.allCases.map { (window, $0, block.hash($0)) }
    }
  }
}
