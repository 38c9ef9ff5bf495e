import CKernels

/// Carries a plane that arrives row by row through BRISQUE at both scales. Holds some thirty rows,
/// whatever the height.
final class BrisqueScan {
  private let full: DealtRows
  private let half: DealtRows
  private let fullStatistics: PlaneStatistics
  private let halfStatistics: PlaneStatistics
  /// The gray of the last eight rows, dealt: the half scale is made of bytes.
  private let dealt: RowRing<UInt8>
  private let line: RowRing<UInt8>
  private let scratch: RowRing<Int32>

  init(width: Int, height: Int) {
    let columns = DealtRows.columns(for: width)
    full = DealtRows(width: width, height: height, columns: columns)
    half = DealtRows(
      width: full.schedule.halvedWidth, height: full.schedule.halvedHeight, columns: columns / 2)
    fullStatistics = PlaneStatistics(width: width, height: height, columns: columns)
    halfStatistics = PlaneStatistics(
      width: half.schedule.width, height: half.schedule.height, columns: columns / 2)
    dealt = RowRing(rows: RowSchedule.windowRows, width: 8 * columns, room: 56)
    line = RowRing(rows: 1, width: 8 * columns)
    scratch = RowRing(rows: 1, width: 8 * (columns + 8))
  }

  /// Takes the next row: at least `width` gray values.
  func add(_ gray: UnsafePointer<UInt8>) {
    let row = full.schedule.appended
    // A copy whose end is zero.
    line.row(0).update(from: gray, count: full.schedule.width)
    full.append { quality_deal_row(line.row(0), full.columns, dealt.row(row), $0) }
    for index in full.schedule.normalisable { fullStatistics.add(index, of: full) }
    for index in full.schedule.halvable {
      half.append { halve(index, into: $0) }
      for index in half.schedule.normalisable { halfStatistics.add(index, of: half) }
    }
  }

  /// The features, after the last row.
  func finish() -> BrisqueFeatures {
    BrisqueFeatures(values: fullStatistics.features + halfStatistics.features)
  }

  private func halve(_ index: Int, into half: UnsafeMutablePointer<Double>) {
    withRowWindow(of: 8) { offset in
      dealt.row(full.schedule.halvedRow(index, offset))
    } body: {
      quality_half_dealt($0, full.schedule.width, full.columns, scratch.row(0), half)
    }
  }
}
