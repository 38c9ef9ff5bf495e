import CKernels

/// A window of eight rows that slides down a plane, for BRISQUE, dealt to the lanes of vectors as the
/// kernels want it; see `quality_deal_row`. What lies outside the plane is zero.
final class DealtRows {
  private(set) var schedule: RowSchedule
  /// Vectors a row.
  let columns: Int
  private let rows: RowRing<Double>
  private let outside: RowRing<Double>

  /// - Parameter columns: vectors a row, as ``columns(for:)`` says or half of that.
  init(width: Int, height: Int, columns: Int) {
    precondition(columns >= 4 && 8 * columns >= width)
    schedule = RowSchedule(width: width, height: height)
    self.columns = columns
    // Rows are dealt eight vectors at a time.
    rows = RowRing(rows: RowSchedule.windowRows, width: 8 * columns, room: 56)
    outside = RowRing(rows: 1, width: 8 * columns)
  }

  /// Vectors that a row of a full plane needs: an even number, so that each lane is halved by itself.
  static func columns(for width: Int) -> Int { max(8, 2 * ((width + 15) / 16)) }

  /// Takes the next row; `fill` writes its vectors.
  func append(_ fill: (UnsafeMutablePointer<Double>) -> Void) {
    fill(rows.row(schedule.append()))
  }

  /// Writes the MSCN coefficients of a normalisable row, with their signs behind them.
  func normalise(_ index: Int, into mscn: UnsafeMutablePointer<Double>) {
    withRowWindow(of: 7) { offset in
      let row = index - 3 + offset
      return (0..<schedule.height).contains(row) ? rows.row(row) : outside.row(0)
    } body: {
      quality_mscn_dealt($0, schedule.width, columns, GaussianWindow.half, mscn)
    }
  }
}
