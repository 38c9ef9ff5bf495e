/// What one of the metrics gathers at one scale of a plane.
///
/// Classes: as noncopyable structures behind this protocol, Swift 6.3.1's optimiser released fields
/// that it had not initialised.
protocol SceneStatistics: AnyObject {
  associatedtype Summary

  /// What the metric takes to lie outside the plane.
  static var border: SlidingRows.Border { get }

  init(width: Int, height: Int, scale: SceneScale)

  /// Takes row `index`, which can be normalised; rows come from the top.
  func add(_ index: Int, of rows: SlidingRows)

  /// What was gathered, after the last row.
  func summary() -> Summary
}

/// The two scales that the metrics look at.
enum SceneScale {
  case full
  case half
}
