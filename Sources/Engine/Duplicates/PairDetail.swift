import FoundationEssentials
import Grouping

/// The measurements of a pair as the catalogue keeps them: a JSON object with sorted keys.
struct PairDetail: Codable {
  var agreement: Double?
  var correlation: Double?
  /// Of the vectors, where it was asked for.
  var cosine: Double?
  var coverage: Double?
  var extent: Double?
  var orientation: String?
  var residual: Double?
  var worst: Double?

  private enum CodingKeys: String, CodingKey {
    case agreement, correlation, cosine, coverage, extent, orientation, residual
    case worst = "worst_residual"
  }

  init(_ evidence: PairEvidence) {
    cosine = evidence.cosine.map(Self.rounded)
    // Nothing else was measured of pictures that only look alike.
    guard evidence.kind != .visual else { return }
    agreement = Self.rounded(evidence.agreement)
    correlation = Self.rounded(evidence.correlation)
    coverage = Self.rounded(evidence.coverage)
    extent = Self.rounded(evidence.extent)
    orientation = "\(evidence.alignment.orientation)"
    residual = Self.rounded(evidence.residual)
    worst = Self.rounded(evidence.worstResidual)
  }

  /// From what is kept; `nil` for what says nothing of a cosine, which most do.
  init?(_ json: String?) {
    guard let json, json.contains("\"cosine\""),
      let detail = try? JSONDecoder().decode(PairDetail.self, from: Data(json.utf8))
    else { return nil }
    self = detail
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private static func rounded(_ value: Float) -> Double {
    value.isFinite ? (Double(value) * 10_000).rounded() / 10_000 : 0
  }
}
