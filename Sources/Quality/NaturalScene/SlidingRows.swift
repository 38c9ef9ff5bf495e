import CKernels

/// A window of eight rows that slides down a plane, for NIQE: enough to normalise a row's contrast and
/// to halve the plane. What lies outside the plane repeats its edge. Rows are appended from the top.
final class SlidingRows {
  private(set) var schedule: RowSchedule
  private let rows: RowRing<Double>
  private let scratch: RowRing<Double>

  init(width: Int, height: Int) {
    schedule = RowSchedule(width: width, height: height)
    rows = RowRing(rows: RowSchedule.windowRows, width: width)
    scratch = RowRing(rows: 1, width: width)
  }

  /// Takes the next row; `fill` writes its `width` samples.
  func append(_ fill: (UnsafeMutablePointer<Double>) -> Void) {
    fill(rows.row(schedule.append()))
  }

  /// Writes the MSCN coefficients of a normalisable row, and the local deviations.
  func normalise(
    _ index: Int, into mscn: UnsafeMutablePointer<Double>,
    deviation: UnsafeMutablePointer<Double>
  ) {
    withRowWindow(of: 7) { offset in
      rows.row(min(max(index - 3 + offset, 0), schedule.height - 1))
    } body: {
      quality_mscn_row($0, schedule.width, GaussianWindow.half, mscn, deviation)
    }
  }

  /// Writes a row of the plane at half the scale.
  func halve(_ index: Int, into half: UnsafeMutablePointer<Double>) {
    withRowWindow(of: 8) { offset in
      rows.row(schedule.halvedRow(index, offset))
    } body: {
      // The scratch row's own room holds the twelve samples that mirroring needs.
      quality_half_row($0, schedule.width, scratch.row(0) - 4, half)
    }
  }
}
