/// How a picture is unlike others.
package enum AnomalyMeasure: String, CaseIterable, Sendable {
  /// Far from the pictures nearest to it: the mean distance of their vectors.
  case distance
  /// In a sparser place than those: the local outlier factor.
  case density
  /// Far from the middle of all pictures, as their spread goes: the Mahalanobis distance.
  case distribution
}

/// Among which pictures one is measured; their scores say what is usual.
package enum AnomalyBaseline: String, CaseIterable, Sendable {
  case library
  /// The pictures of the same folder.
  case album
  /// Those that came the same way: `upload`, `api` or `batch`.
  case source
}

/// A picture that may be unlike the rest.
package struct Anomaly: Hashable, Sendable {
  package var image: ImageID
  /// One a measure and baseline.
  package var standings: [Standing]
  /// The pictures of each baseline most like it that are not unusual themselves, the nearest first.
  package var normals: [Normal]

  package init(image: ImageID, standings: [Standing], normals: [Normal]) {
    self.image = image
    self.standings = standings
    self.normals = normals
  }

  /// How one score stands among those of a baseline.
  package struct Standing: Hashable, Sendable {
    package var measure: AnomalyMeasure
    package var baseline: AnomalyBaseline
    /// Which album or source; empty for the library, by which small albums are judged as well.
    package var name: String
    package var score: Double
    /// The share of the baseline's other pictures that are more usual, 0…100.
    package var percentile: Double
    /// The middle of the baseline's scores.
    package var usual: Double
    /// Scores above it are unusual; `nil` where too few pictures say what is usual.
    package var threshold: Double?
    /// Deviations above the middle, negative below; 0 without a threshold.
    package var excess: Double

    package var isUnusual: Bool { threshold.map { score > $0 } ?? false }

    package init(
      measure: AnomalyMeasure, baseline: AnomalyBaseline, name: String, score: Double,
      percentile: Double, usual: Double, threshold: Double?, excess: Double
    ) {
      self.measure = measure
      self.baseline = baseline
      self.name = name
      self.score = score
      self.percentile = percentile
      self.usual = usual
      self.threshold = threshold
      self.excess = excess
    }
  }

  package struct Normal: Hashable, Sendable {
    /// Among whose pictures.
    package var baseline: AnomalyBaseline
    package var image: ImageID
    package var cosine: Double

    package init(baseline: AnomalyBaseline, image: ImageID, cosine: Double) {
      self.baseline = baseline
      self.image = image
      self.cosine = cosine
    }
  }
}

/// When unusual pictures were looked for, and among how many.
package struct AnomalyLook: Hashable, Sendable {
  /// The space of the vectors that were compared.
  package var space: String
  package var pictureCount: Int
  /// Pictures above the library's threshold of any measure.
  package var unusualCount: Int
  package var foundAt: Timestamp

  package init(space: String, pictureCount: Int, unusualCount: Int, foundAt: Timestamp) {
    self.space = space
    self.pictureCount = pictureCount
    self.unusualCount = unusualCount
    self.foundAt = foundAt
  }
}

/// Which of them to list.
package struct AnomalyQuery: Hashable, Sendable {
  /// `nil` for the measure by which each stands out the most.
  package var measure: AnomalyMeasure?
  package var baseline: AnomalyBaseline
  /// Only those above the threshold.
  package var onlyUnusual: Bool
  package var condition: ImageCondition?

  package init(
    measure: AnomalyMeasure? = nil, baseline: AnomalyBaseline = .library,
    onlyUnusual: Bool = false, condition: ImageCondition? = nil
  ) {
    self.measure = measure
    self.baseline = baseline
    self.onlyUnusual = onlyUnusual
    self.condition = condition
  }
}

/// What a person said of a picture.
package struct Feedback: Hashable, Sendable {
  package enum Action: String, CaseIterable, Sendable {
    case relevant, irrelevant, duplicate, anomaly
    /// Nothing is unusual about it.
    case normal
  }

  package var action: Action
  package var note: String?
  package var givenAt: Timestamp
}
