package import Query

extension FoundHit {
  /// Why it was found, a few words each.
  package var explanations: [String] { reasons.map(\.explanation) }
}

extension SearchHit {
  package var explanations: [String] { found.explanations }
}

extension MatchReason {
  fileprivate var explanation: String {
    switch self {
    case .word(let finding): Self.text(of: finding)
    case .similarity(let cosine, let excess, let band): Self.similarity(cosine, excess, band)
    case .filter: "meets the conditions"
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
    let number = fixed(Double(cosine), decimals: 3)
    guard let excess else { return "looks like it: cosine \(number)" }
    return
      "looks like it: cosine \(number), \(fixed(excess, decimals: 1)) spreads above the usual: "
      + band.title
  }

  /// Rounded half away from zero, with all of its decimals.
  private static func fixed(_ number: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = (number.magnitude * Double(scale)).rounded()
    guard scaled < 1e15 else { return "\(number)" }
    let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: scale)
    let digits = String(part)
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return (number < 0 && scaled > 0 ? "-" : "") + "\(whole).\(zeros)\(digits)"
  }
}
