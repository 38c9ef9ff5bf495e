import Core

/// A hit before anything of it is loaded.
struct RankedHit: Hashable {
  var row: Int64
  /// What the hits are sorted by, falling.
  var order: Double
  /// 0…1, and the same for every fusion.
  var score: Double
  var similarity: Float?
  var words: WordMatch?
}

/// Everything that a request found, of which pages are cut.
struct Ranking: Hashable {
  var hits: [RankedHit]
  /// Whether a deeper search would find no more.
  var isComplete = true
  /// Hits carry a band, since something was looked for.
  var isRanked: Bool
  var calibration: ScoreCalibration?
  var notices: [SearchNotice]
  var verdict: SearchVerdict
}
