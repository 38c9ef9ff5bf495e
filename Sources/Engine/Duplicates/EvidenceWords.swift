import Fingerprints
import Grouping

/// Evidence in words that a person reads.
enum EvidenceWords {
  /// What makes `member` a duplicate of its group's keeper: one short phrase each.
  static func reasons(
    for member: GroupingItem, evidence: PairEvidence, isTemplate: Bool
  ) -> [String] {
    var words: [String] = []
    switch evidence.kind {
    case .exactFile: words.append("same bytes")
    case .identicalPixels: words.append("same pixels, other file")
    case .resaved, .recoloured, .overlaid: break
    case .rotated: words.append(turn(evidence.alignment.orientation))
    case .cropped: words.append(extent(evidence, isTemplate: isTemplate))
    case .burst: words.append("another moment of the scene")
    case .visual: words.append("hashes and vectors alike")
    }
    if evidence.kind == .recoloured { words.append("other tones or colours") }
    if evidence.kind == .overlaid { words.append("something laid over a part") }
    if evidence.kind > .identicalPixels, evidence.kind != .visual {
      if evidence.kind == .cropped, evidence.alignment.orientation != .identity {
        words.append(turn(evidence.alignment.orientation))
      }
      let agreement = Int(saturating: (evidence.agreement * 100).rounded())
      if agreement < 99 { words.append("\(agreement) % of its parts agree") }
    }
    if let cosine = evidence.cosine { words.append("cosine " + Self.cosine(cosine)) }
    return words
  }

  /// Two digits, and never more than there is.
  private static func cosine(_ value: Float) -> String {
    let hundredths = Int(saturating: (100 * abs(value)).rounded(.down))
    let digits = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100).\(digits)"
  }

  private static func turn(_ orientation: Dihedral) -> String {
    switch orientation {
    case .identity: "upright"
    case .rotate90, .rotate270: "turned by a quarter"
    case .rotate180: "turned upside down"
    case .mirror: "mirrored"
    case .flip: "flipped top to bottom"
    case .transpose, .antitranspose: "mirrored and turned"
    }
  }

  private static func extent(_ evidence: PairEvidence, isTemplate: Bool) -> String {
    let share = Int(saturating: (100 * min(1, evidence.extent)).rounded())
    if share >= 98 { return "slightly shifted or tilted" }
    return isTemplate ? "shows \(share) % of the best" : "shows more; the best shows \(share) %"
  }
}
