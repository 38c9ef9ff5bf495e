import CommandKit
import Core
import Engine

/// Why a hit is there, in words.
enum SearchReasons {
  static func texts(of hit: SearchHit) -> [String] {
    hit.reasons.map { reason in
      switch reason {
      case .word(let finding): text(of: finding)
      case .similarity(let cosine, let excess, let band): similarity(cosine, excess, band)
      case .filter: "meets the conditions"
      }
    }
  }

  private static func text(of finding: WordMatch.Finding) -> String {
    let place = "in \(finding.part.title) \"\(finding.found)\""
    return switch finding.manner {
    case .exact: "'\(finding.wish)' \(place)"
    case .prefix: "'\(finding.wish)' begins a word \(place)"
    case .synonym: "a synonym of '\(finding.wish)' \(place)"
    case .spelling: "nearly '\(finding.wish)' \(place)"
    }
  }

  private static func similarity(_ cosine: Float, _ excess: Double?, _ band: MatchBand) -> String {
    let number = FixedPoint.text(Double(cosine), decimals: 3)
    guard let excess else { return "looks like it: cosine \(number)" }
    let above = FixedPoint.text(excess, decimals: 1)
    return "looks like it: cosine \(number), \(above) spreads above the usual: \(band.title)"
  }
}
