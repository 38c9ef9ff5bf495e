#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns the similarities of one query into scores that mean the same for every query and model.
///
/// A similarity is measured in spreads above what is usual: above the query's own similarities to
/// the bank's pictures, and, for texts, also above the model's similarities of unrelated texts and
/// pictures. The mean of both goes through a logistic curve. Its two numbers were set on CLIP
/// ViT-B/32: of the 500 captions of flickr8k-500, 99 in 100 have their picture above `weak` and 90
/// above `strong`, and 19 in 20 of the other pictures below `likely`.
package struct ScoreCalibration: Hashable, Sendable {
  private let usual: [Spread]

  /// - Parameters:
  ///   - vector: the query's, of length 1.
  ///   - isText: whether it was made of texts alone.
  package init(of vector: [Float], isText: Bool, bank: BackgroundBank) {
    var usual = bank.background(of: vector).map { [$0] } ?? []
    if isText, let unrelated = bank.unrelated, unrelated.deviation > 1e-6 {
      usual.append(unrelated)
    }
    self.usual = usual
  }

  /// Whether there is anything to measure against.
  package var isKnown: Bool { !usual.isEmpty }

  /// Spreads above the usual.
  package func excess(of similarity: Float) -> Double {
    let excesses = usual.map { (Double(similarity) - $0.mean) / $0.deviation }
    return excesses.isEmpty ? 0 : excesses.reduce(0, +) / Double(excesses.count)
  }

  /// 0…1, rising with the similarity.
  package func score(of similarity: Float) -> Double {
    guard isKnown else { return max(0, min(1, Double(similarity))) }
    return 1 / (1 + exp(-Self.steepness * (excess(of: similarity) - Self.even)))
  }

  /// The excess with which a hit is as likely right as wrong.
  private static let even = 3.0
  private static let steepness = 1.25
}
