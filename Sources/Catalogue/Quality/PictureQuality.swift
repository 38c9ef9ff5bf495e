/// What is known of the quality of one picture.
package struct PictureQuality: Hashable, Sendable {
  /// The combined score with the usual weights: 0 (bad) to 1; `nil` where nothing could be judged.
  package var score: Double?
  /// 0…100, and the model that said so.
  package var opinion: Double?
  package var opinionModel: String
  /// About 0 (pristine) to 100; `nil` without a model.
  package var brisque: Double?
  package var brisqueModel: String?
  /// 0 (natural) upwards.
  package var naturalness: Double?
  package var naturalnessModel: String
  /// How well exposed it is, 0…1.
  package var exposure: Double?
  /// Fine detail, comparable between pictures of one scene.
  package var sharpness: Double?
  /// In gray levels.
  package var noise: Double?
  /// The share of pixels without detail in any channel, 0…1.
  package var clipped: Double?
  package var colourfulness: Double?
  /// What could not be judged: "Not applicable, because …".
  package var notes: [String]
  /// In the order of their kinds' names.
  package var issues: [Issue]

  package struct Issue: Hashable, Sendable {
    package var kind: String
    /// 0…1; `nil` where the picture does not allow to say.
    package var score: Double?
    /// What it was measured against; other thresholds may be asked of `score`.
    package var threshold: Double
    package var value: Double
    package var isFound: Bool
    package var reason: String

    package init(
      kind: String, score: Double?, threshold: Double, value: Double, isFound: Bool, reason: String
    ) {
      self.kind = kind
      self.score = score
      self.threshold = threshold
      self.value = value
      self.isFound = isFound
      self.reason = reason
    }
  }

  package init(
    score: Double?, opinion: Double?, opinionModel: String, brisque: Double?,
    brisqueModel: String?, naturalness: Double?, naturalnessModel: String, exposure: Double?,
    sharpness: Double?, noise: Double?, clipped: Double?, colourfulness: Double?, notes: [String],
    issues: [Issue]
  ) {
    self.score = score
    self.opinion = opinion
    self.opinionModel = opinionModel
    self.brisque = brisque
    self.brisqueModel = brisqueModel
    self.naturalness = naturalness
    self.naturalnessModel = naturalnessModel
    self.exposure = exposure
    self.sharpness = sharpness
    self.noise = noise
    self.clipped = clipped
    self.colourfulness = colourfulness
    self.notes = notes
    self.issues = issues.sorted { $0.kind < $1.kind }
  }

  package func issue(_ kind: String) -> Issue? { issues.first { $0.kind == kind } }
}
