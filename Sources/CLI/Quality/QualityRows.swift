import CommandKit
import Engine

/// What is known of the quality of one picture, as rows of text.
enum QualityRows {
  static func rows(_ quality: PictureQuality) -> [(String, String)] {
    var rows = [("score", quality.score.map { QualitySummary.score($0) + " of 100" } ?? "none")]
    if let opinion = quality.opinion {
      rows.append(("opinion", "\(number(opinion)) of 100, by \(quality.opinionModel)"))
    }
    if let brisque = quality.brisque {
      rows.append(
        ("BRISQUE", "\(number(brisque)), less is better, by \(quality.brisqueModel ?? "")"))
    }
    if let naturalness = quality.naturalness {
      rows.append(
        ("NIQE", "\(number(naturalness)), less is better, by \(quality.naturalnessModel)"))
    }
    rows += quality.issues.filter(\.isFound).map { (IssueTitles.title($0.kind), $0.reason) }
    return rows + quality.notes.map { ("", $0) }
  }

  private static func number(_ value: Double) -> String { FixedPoint.text(value, decimals: 1) }
}
