/// Where automatic tags come from: a set of labels, read by a model.
package struct TagSet: Hashable, Sendable {
  package var name: String
  /// The name of the model's space.
  package var space: String

  package init(name: String, space: String) {
    self.name = name
    self.space = space
  }
}

/// A tag that a model gave to a picture.
package struct AutomaticTag: Hashable, Sendable {
  package var name: String
  /// 0…1.
  package var confidence: Double

  package init(name: String, confidence: Double) {
    self.name = name
    self.confidence = confidence
  }
}

/// What one set of labels says of a picture, the surest first.
package struct AutomaticTags: Hashable, Sendable {
  package var set: TagSet
  package var tags: [AutomaticTag]

  package init(set: TagSet, tags: [AutomaticTag]) {
    self.set = set
    self.tags = tags
  }
}

/// A set of labels by which pictures have been tagged.
package struct TagSetTotals: Hashable, Sendable {
  package var set: TagSet
  package var labelCount: Int
  package var imageCount: Int
  package var tagCount: Int
  package var taggedAt: Timestamp
}
