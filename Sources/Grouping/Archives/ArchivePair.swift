/// What two archives have in common.
package struct ArchivePair: Hashable, Sendable {
  /// A preview of one that looks like a preview of the other.
  package struct Match: Hashable, Sendable {
    /// Of the first and of the second archive, by position.
    package var left: Int
    package var right: Int
    package var distance: Int
    /// Of their descriptors.
    package var cosine: Float
    /// Whether a mesh had to be seen from another side.
    package var isTurned: Bool
  }

  /// Positions in the list of archives, `first < second`.
  package var first: Int
  package var second: Int
  /// The best match of every preview that has one, by position on the left, then on the right.
  package var matches: [Match]
  /// The share of the pictures of both that have a match, 0…1; pictures that many archives have (a
  /// maker's banner) weigh little. `nil` where one of the two has no picture.
  package var pictureCoverage: Double?
  /// The share of the drawn models that look like one of the other's, of the archive that has fewer,
  /// 0…1. `nil` where none was drawn of one of the two.
  package var modelCoverage: Double?
  /// Files with the same size and CRC, and how many the two have.
  package var sharedFiles: Int
  package var firstFiles: Int
  package var secondFiles: Int
  /// The share of the bytes of the larger that lie in shared files, 0…1.
  package var sharedBytes: Double
  /// 0…100: how sure it is that the two hold the same.
  package var confidence: Int

  package init(
    first: Int, second: Int, matches: [Match], pictureCoverage: Double?, modelCoverage: Double?,
    sharedFiles: Int, firstFiles: Int, secondFiles: Int, sharedBytes: Double, confidence: Int = 0
  ) {
    self.first = first
    self.second = second
    self.matches = matches
    self.pictureCoverage = pictureCoverage
    self.modelCoverage = modelCoverage
    self.sharedFiles = sharedFiles
    self.firstFiles = firstFiles
    self.secondFiles = secondFiles
    self.sharedBytes = sharedBytes
    self.confidence = confidence
  }

  /// The smallest distance of a match; `nil` without one.
  package var best: Int? { matches.map(\.distance).min() }

  /// The mean distance of all matches; `nil` without one.
  package var mean: Double? {
    matches.isEmpty
      ? nil : Double(matches.reduce(0) { $0 + $1.distance }) / Double(matches.count)
  }

  /// Whether the same files lie in both, under whatever names.
  package var hasSameFiles: Bool {
    sharedFiles > 0 && sharedFiles == firstFiles && sharedFiles == secondFiles
  }
}
