/// Carries a plane that arrives row by row through one metric at both scales. Holds some thirty
/// rows, whatever the height.
final class SceneScan<Statistics: SceneStatistics> {
  private let full: SlidingRows
  private let half: SlidingRows
  private let fullStatistics: Statistics
  private let halfStatistics: Statistics

  init(width: Int, height: Int) {
    full = SlidingRows(width: width, height: height, border: Statistics.border)
    half = SlidingRows(
      width: full.halvedWidth, height: full.halvedHeight, border: Statistics.border)
    fullStatistics = Statistics(width: width, height: height, scale: .full)
    halfStatistics = Statistics(
      width: full.halvedWidth, height: full.halvedHeight, scale: .half)
  }

  /// Takes the next row: at least `width` gray values, 0…255.
  func add(_ gray: UnsafePointer<Double>) {
    let width = full.width
    full.append { $0.update(from: gray, count: width) }
    for index in full.normalisable { fullStatistics.add(index, of: full) }
    for index in full.halvable {
      half.append { full.halve(index, into: $0) }
      for index in half.normalisable { halfStatistics.add(index, of: half) }
    }
  }

  /// The summaries of the full and the half scale, after the last row.
  func finish() -> (full: Statistics.Summary, half: Statistics.Summary) {
    (fullStatistics.summary(), halfStatistics.summary())
  }
}
