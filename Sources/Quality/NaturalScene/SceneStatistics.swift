/// What one of the metrics gathers at one scale of a plane.
protocol SceneStatistics: ~Copyable {
  associatedtype Summary

  /// What the metric takes to lie outside the plane.
  static var border: SlidingRows.Border { get }

  init(width: Int, height: Int, scale: SceneScale)

  /// Takes row `index`, which can be normalised; rows come from the top.
  mutating func add(_ index: Int, of rows: borrowing SlidingRows)

  /// What was gathered, after the last row.
  consuming func summary() -> Summary
}

/// The two scales that the metrics look at.
enum SceneScale {
  case full
  case half
}
