/// BRISQUE's statistics: moments over a whole plane whose neighbours wrap around its edges.
final class PlaneStatistics {
  private let height: Int
  private let samples: Int
  private let columns: Int
  private let first: RowRing<Double>
  private let recent: RowRing<Double>
  private let sums = MomentSums(groups: 1)

  /// - Parameter columns: vectors a row.
  init(width: Int, height: Int, columns: Int) {
    self.height = height
    samples = width * height
    self.columns = columns
    // Behind the coefficients lie two bits for each.
    let signs = (columns + 7) / 8 * 2
    first = RowRing(rows: 1, width: 8 * columns, room: signs)
    recent = RowRing(rows: 2, width: 8 * columns, room: signs)
  }

  /// Takes row `index`, which can be normalised; rows come from the top.
  func add(_ index: Int, of rows: DealtRows) {
    let row = place(index)
    rows.normalise(index, into: row)
    if index > 0 { sums.addDealt(place(index - 1), row, columns: columns) }
    if index == height - 1 {
      // The first row follows the last.
      sums.addDealt(row, place(0), columns: columns)
    }
  }

  /// The eighteen BRISQUE features of the scale, after the last row.
  var features: [Double] {
    BrisqueFeatures.features(of: sums.moments(group: 0, count: samples))
  }

  private func place(_ index: Int) -> UnsafeMutablePointer<Double> {
    index == 0 ? first.row(0) : recent.row(index)
  }
}
