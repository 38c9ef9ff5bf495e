import CKernels

/// Carries a plane that arrives row by row through NIQE at both scales. Holds some thirty rows,
/// whatever the height.
final class NiqeScan {
  private let full: SlidingRows
  private let half: SlidingRows
  private let fullStatistics: BlockStatistics
  private let halfStatistics: BlockStatistics

  /// - Parameters: sides that whole blocks cover; see ``NiqeFeatures/cropped(width:height:)``.
  init(width: Int, height: Int) {
    full = SlidingRows(width: width, height: height)
    half = SlidingRows(width: full.schedule.halvedWidth, height: full.schedule.halvedHeight)
    fullStatistics = BlockStatistics(width: width, height: height, side: NiqeFeatures.blockSide)
    halfStatistics = BlockStatistics(
      width: width / 2, height: height / 2, side: NiqeFeatures.blockSide / 2)
  }

  /// Takes the next row: at least `width` gray values.
  func add(_ gray: UnsafePointer<UInt8>) {
    full.append { quality_widen_row(gray, full.schedule.width, $0) }
    for index in full.schedule.normalisable { fullStatistics.add(index, of: full) }
    for index in full.schedule.halvable {
      half.append { full.halve(index, into: $0) }
      for index in half.schedule.normalisable { halfStatistics.add(index, of: half) }
    }
  }

  /// The features, after the last row.
  func finish() -> NiqeFeatures {
    let (full, half) = (fullStatistics.gathered, halfStatistics.gathered)
    return NiqeFeatures(
      blocks: zip(full.features, half.features).map { $0 + $1 }, sharpness: full.sharpness)
  }
}
