/// A picture that is unlike the rest.
package struct Anomaly: Hashable, Sendable {
  package var image: ImageID
  /// About 1 for a usual picture, more the further it stands from what is near.
  package var score: Double
  /// The share of pictures that are more usual, 0…100.
  package var percentile: Double
  /// The most alike of the others.
  package var nearest: ImageID?

  package init(image: ImageID, score: Double, percentile: Double, nearest: ImageID?) {
    self.image = image
    self.score = score
    self.percentile = percentile
    self.nearest = nearest
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
