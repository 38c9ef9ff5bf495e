internal import Glibc

/// One thing by which the pictures of a group are compared.
struct Measure {
  let weight: Double
  /// The least spread that counts as one deviation: smaller differences are chance.
  private let leastSpread: Double
  /// Whether it says nothing where formats differ.
  private let needsOneFormat: Bool
  /// Whether it says nothing unless every candidate has a value.
  private let needsEvery: Bool
  private let value: (GroupCandidate) -> Double?
  /// What a difference is called, given both candidates and their deviations' difference.
  let words: (GroupCandidate, GroupCandidate, Double) -> String

  /// How many deviations each candidate lies above the group's mean; 0 where its value is unknown.
  func deviations(of candidates: [GroupCandidate]) -> [Double] {
    if needsOneFormat, Set(candidates.map(\.format)).count != 1 || candidates[0].format == nil {
      return candidates.map { _ in 0 }
    }
    let values = candidates.map { value($0).flatMap { $0.isFinite ? $0 : nil } }
    let known = values.compactMap { $0 }
    guard known.count > 1, !needsEvery || known.count == values.count else {
      return values.map { _ in 0 }
    }
    let mean = known.reduce(0, +) / Double(known.count)
    let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)
    let spread = max(variance.squareRoot(), leastSpread)
    return values.map { $0.map { ($0 - mean) / spread } ?? 0 }
  }

  static func all(_ weights: GroupWeights) -> [Measure] {
    [
      Measure(weight: weights.sharpness, leastSpread: 0.15) { candidate in
        // Doublings of sharpness: what the eye sees.
        candidate.sharpness.map { log2(max($0, 0) + 0.01) }
      } words: { _, _, difference in
        "\(difference > 0 ? "sharper" : "softer") by \(Words.tenths(abs(difference)))σ"
      },
      Measure(weight: weights.exposure, leastSpread: 0.05) {
        $0.exposure
      } words: { _, _, difference in
        "\(difference > 0 ? "better" : "worse") exposed by \(Words.tenths(abs(difference)))σ"
      },
      Measure(weight: weights.quality, leastSpread: 0.03) {
        $0.quality
      } words: { _, _, difference in
        "\(difference > 0 ? "better" : "worse") quality by \(Words.tenths(abs(difference)))σ"
      },
      Measure(weight: weights.clip, leastSpread: 0.05, needsEvery: true) {
        $0.clipIQA
      } words: { _, _, difference in
        "CLIP-IQA \(difference > 0 ? "higher" : "lower") by \(Words.tenths(abs(difference)))σ"
      },
      Measure(weight: weights.resolution, leastSpread: 0.1) {
        log2(max($0.megapixels, 1e-6))
      } words: { mine, theirs, _ in
        let difference = mine.megapixels - theirs.megapixels
        let amount =
          abs(difference) < 0.05
          ? Words.hundredths(abs(difference)) : Words.tenths(abs(difference))
        return "\(difference > 0 ? "+" : "−")\(amount) MP"
      },
      Measure(weight: weights.metadata, leastSpread: 1) {
        Double($0.metadataRichness)
      } words: { mine, theirs, difference in
        if theirs.metadataRichness == 0 { return "EXIF kept" }
        if mine.metadataRichness == 0 { return "EXIF lost" }
        return difference > 0 ? "more metadata" : "less metadata"
      },
      Measure(
        weight: weights.bytes, leastSpread: 0.15, needsOneFormat: true
      ) {
        log2(Double(max($0.bytes, 1)))
      } words: { mine, theirs, _ in
        let ratio = Double(max(mine.bytes, 1)) / Double(max(theirs.bytes, 1))
        return ratio > 1
          ? "file \(Words.tenths(ratio)) times as large" : "file \(Words.percent(ratio)) as large"
      },
    ]
  }

  private init(
    weight: Double, leastSpread: Double, needsOneFormat: Bool = false, needsEvery: Bool = false,
    value: @escaping (GroupCandidate) -> Double?,
    words: @escaping (GroupCandidate, GroupCandidate, Double) -> String
  ) {
    self.weight = weight
    self.leastSpread = leastSpread
    self.needsOneFormat = needsOneFormat
    self.needsEvery = needsEvery
    self.value = value
    self.words = words
  }
}

extension GroupCandidate {
  fileprivate var megapixels: Double { Double(width) * Double(height) / 1e6 }
}
