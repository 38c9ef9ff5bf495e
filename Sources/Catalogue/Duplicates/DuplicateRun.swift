/// The outcome of one search for duplicates.
package struct DuplicateRun: Hashable, Sendable {
  /// The options of the search as a JSON object.
  package var options: String
  package var startedAt: Timestamp
  package var finishedAt: Timestamp
  /// In the order in which they are shown.
  package var groups: [DuplicateGroup]

  package init(
    options: String, startedAt: Timestamp, finishedAt: Timestamp, groups: [DuplicateGroup]
  ) {
    self.options = options
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.groups = groups
  }
}

/// Files that show the same picture.
package struct DuplicateGroup: Hashable, Sendable {
  /// The name of its type, as Grouping calls it.
  package var kind: String
  /// Percent, 0…100.
  package var confidence: Double
  package var members: [DuplicateMember]
  package var links: [DuplicateLink]
  /// Members that were passed over, since somebody said that they are no duplicates of the best.
  package var refusedCount = 0

  package init(
    kind: String, confidence: Double, members: [DuplicateMember], links: [DuplicateLink]
  ) {
    self.kind = kind
    self.confidence = confidence
    self.members = members
    self.links = links
  }
}

/// A file in a group.
package struct DuplicateMember: Hashable, Sendable {
  package var file: FileID
  /// Whether it is the suggested one to keep.
  package var isBest: Bool
  /// Why it is the best, or why not: one short phrase each.
  package var reasons: [String]

  package init(file: FileID, isBest: Bool, reasons: [String] = []) {
    self.file = file
    self.isBest = isBest
    self.reasons = reasons
  }
}

/// The evidence for one pair of a group.
package struct DuplicateLink: Hashable, Sendable {
  package var first: ImageID
  package var second: ImageID
  /// The name of the pair's type, as Grouping calls it.
  package var kind: String
  /// Hamming distance of the hashes that met; `nil` for exact pairs.
  package var distance: Int?
  /// Tone-fitted tile residual; `nil` where it was not measured.
  package var residual: Double?
  /// Percent, 0…100.
  package var confidence: Double
  /// Which hash, turn and window met, as a JSON object.
  package var detail: String?

  package init(
    first: ImageID, second: ImageID, kind: String, distance: Int? = nil, residual: Double? = nil,
    confidence: Double, detail: String? = nil
  ) {
    self.first = first
    self.second = second
    self.kind = kind
    self.distance = distance
    self.residual = residual
    self.confidence = confidence
    self.detail = detail
  }
}
