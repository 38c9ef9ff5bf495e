/// BRISQUE's statistics: moments over a whole plane whose neighbours wrap around its edges.
final class PlaneStatistics: SceneStatistics {
  static var border: SlidingRows.Border { .zero }

  private let width: Int
  private let height: Int
  private let first: RowRing
  private let recent: RowRing
  private let sums = MomentSums(groups: 1)

  init(width: Int, height: Int, scale: SceneScale) {
    self.width = width
    self.height = height
    first = RowRing(rows: 1, width: width)
    recent = RowRing(rows: 2, width: width)
  }

  func add(_ index: Int, of rows: SlidingRows) {
    let row = place(index)
    rows.normalise(index, into: row)
    row[-1] = row[width - 1]
    sums.addAlong(row, width: width, group: 0)
    if index > 0 { sums.addAcross(place(index - 1), row, width: width, group: 0) }
    if index == height - 1 { sums.addAcross(row, place(0), width: width, group: 0) }
  }

  /// The eighteen BRISQUE features of the scale.
  func summary() -> [Double] {
    BrisqueFeatures.features(of: sums.moments(group: 0, count: width * height))
  }

  private func place(_ index: Int) -> UnsafeMutablePointer<Double> {
    index == 0 ? first.row(0) : recent.row(index)
  }
}
