/// How sure it is that a hit is what was looked for.
package enum MatchBand: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// No more like the query than pictures are by chance.
  case none
  case weak, likely, strong

  /// - Parameter score: 0…1.
  package init(score: Double) {
    self =
      switch score {
      case Self.strong.leastScore...: .strong
      case Self.likely.leastScore...: .likely
      case Self.weak.leastScore...: .weak
      default: .none
      }
  }

  /// The score with which the band begins.
  package var leastScore: Double {
    switch self {
    case .none: 0
    case .weak: 0.25
    case .likely: 0.5
    case .strong: 0.8
    }
  }

  package var title: String {
    switch self {
    case .none: "none"
    case .weak: "weak"
    case .likely: "likely"
    case .strong: "strong"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
