import CKernels

/// A window of eight rows that slides down a plane: enough to normalise a row's contrast and to
/// halve the plane. Rows are appended from the top.
final class SlidingRows {
  /// What lies outside the plane.
  enum Border {
    case zero
    case replicate
  }

  let width: Int
  let height: Int
  let border: Border
  private let rows: RowRing
  private let outside: RowRing
  private let scratch: RowRing
  private var appended = 0

  private static let windowRows = 8

  init(width: Int, height: Int, border: Border) {
    precondition(width > 0 && height > 0)
    self.width = width
    self.height = height
    self.border = border
    rows = RowRing(rows: Self.windowRows, width: width)
    outside = RowRing(rows: 1, width: width)
    scratch = RowRing(rows: 1, width: width)
  }

  /// Takes the next row; `fill` writes its `width` samples.
  func append(_ fill: (UnsafeMutablePointer<Double>) -> Void) {
    precondition(appended < height)
    fill(rows.row(appended))
    appended += 1
  }

  /// The rows whose contrast can be normalised since the last row was appended.
  var normalisable: Range<Int> {
    let last = appended - 1
    if appended == height { return max(0, last - 3)..<height }
    return max(0, last - 3)..<max(0, last - 2)
  }

  /// The rows of the halved plane that became complete with the last row.
  var halvable: Range<Int> {
    let last = appended - 1
    let first = max(0, (last - 3) / 2)
    if appended == height { return first..<halvedHeight }
    return last >= 4 && last.isMultiple(of: 2) ? first..<first + 1 : 0..<0
  }

  var halvedWidth: Int { (width + 1) / 2 }
  var halvedHeight: Int { (height + 1) / 2 }

  /// Writes the MSCN coefficients of a normalisable row, and the local deviations if wanted.
  func normalise(
    _ index: Int, into mscn: UnsafeMutablePointer<Double>,
    deviation: UnsafeMutablePointer<Double>? = nil
  ) {
    withWindow(of: 7) { offset in
      let row = index - 3 + offset
      if border == .zero && !(0..<height).contains(row) { return outside.row(0) }
      return rows.row(min(max(row, 0), height - 1))
    } body: {
      quality_mscn_row(
        $0, width, GaussianWindow.half, border == .replicate ? 1 : 0, mscn, deviation)
    }
  }

  /// Writes a row of the plane at half the scale.
  func halve(_ index: Int, into half: UnsafeMutablePointer<Double>) {
    withWindow(of: 8) { offset in
      rows.row(Self.mirrored(2 * index - 3 + offset, height))
    } body: {
      // The scratch row's own room holds the twelve samples that mirroring needs.
      quality_half_row($0, width, scratch.row(0) - 4, half)
    }
  }

  /// Lends the rows of a window, as the kernels take them.
  private func withWindow(
    of count: Int, row: (Int) -> UnsafeMutablePointer<Double>,
    body: (UnsafePointer<UnsafePointer<Double>>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UnsafePointer<Double>.self, capacity: count) { window in
      for offset in 0..<count {
        window.initializeElement(at: offset, to: UnsafePointer(row(offset)))
      }
      body(UnsafePointer(window.baseAddress!))
    }
  }

  /// A position mirrored at both ends of a line, with the edge repeated.
  static func mirrored(_ position: Int, _ count: Int) -> Int {
    let place = ((position % (2 * count)) + 2 * count) % (2 * count)
    return place < count ? place : 2 * count - 1 - place
  }
}
