#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Says which labels pictures have, by zero-shot (Radford et al., "Learning Transferable Visual Models
/// From Natural Language Supervision", 2021): by the cosines of a picture's vector and the labels',
/// read against a fixed background.
///
/// A cosine is measured twice. Against the label's own cosines to the bank's pictures: in spreads above
/// their lower quartile, where the pictures are that surely do not show it, however many others do. And
/// against the picture's cosines to the bank's words: in standard deviations above their mean. The mean
/// of both goes through a logistic curve. Labels compete: one that lies far below the surest of its
/// picture is most often a likeness of it (a pizza is like a cake), and is left out.
package struct LabelTagger: Sendable {
  private let labels: [[Float]]
  private let texts: [[Float]]
  private let usual: [LowerSpread]

  /// The mean of both measures at which a tag is as likely right as wrong.
  private static let even = 4.0
  private static let steepness = 1.3
  /// How far below the surest of a picture a tag may lie.
  private static let reach = 1.0

  /// - Parameters:
  ///   - labels: their vectors, of length 1.
  ///   - bank: of the same space.
  /// - Returns: `nil` when the bank has no words, or too few pictures.
  package init?(labels: [[Float]], bank: BackgroundBank) {
    guard !bank.texts.isEmpty, bank.images.count >= BackgroundBank.leastImages else { return nil }
    self.labels = labels
    texts = bank.texts
    usual = labels.map { label in
      LowerSpread(of: bank.images.map { VectorMath.dot($0, label) })
    }
  }

  /// The surest labels of a picture, by their places, with confidences of 0…1; ties by place.
  ///
  /// - Complexity: O((labels + words of the bank) · dimension).
  package func labels(
    of picture: [Float], most: Int, atLeast confidence: Double
  ) -> [(label: Int, confidence: Double)] {
    let words = Spread(of: texts.map { VectorMath.dot($0, picture) })
    guard words.deviation > 1e-6 else { return [] }
    var found: [(label: Int, excess: Double)] = []
    for (place, label) in labels.enumerated() {
      let cosine = Double(VectorMath.dot(label, picture))
      let excess =
        (usual[place].excess(of: cosine) + (cosine - words.mean) / words.deviation) / 2
      found.append((place, excess))
    }
    found.sort { ($1.excess, $0.label) < ($0.excess, $1.label) }
    let best = found.first?.excess ?? 0
    return found.prefix(most).prefix { $0.excess >= best - Self.reach }
      .map { ($0.label, Self.confidence(of: $0.excess)) }.filter { $0.1 >= confidence }
  }

  private static func confidence(of excess: Double) -> Double {
    1 / (1 + exp(-steepness * (excess - even)))
  }

  /// Where most of what does not count lies: the lower quartile of cosines, and how far they spread
  /// below it.
  private struct LowerSpread {
    var quartile: Double
    var spread: Double

    init(of numbers: [Float]) {
      let sorted = numbers.sorted()
      func quantile(_ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let (low, part) = (Int(place), place - place.rounded(.down))
        let high = min(low + 1, sorted.count - 1)
        return Double(sorted[low]) * (1 - part) + Double(sorted[high]) * part
      }
      quartile = quantile(0.25)
      // Pictures that are all alike say nothing of what is usual.
      spread = max(quartile - quantile(0.05), 1e-3)
    }

    func excess(of cosine: Double) -> Double { (cosine - quartile) / spread }
  }
}
