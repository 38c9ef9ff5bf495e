package import Catalogue

/// Which labels of a set pictures have.
package struct TagListing: Sendable {
  package struct Picture: Sendable {
    package var picture: VectorPicture
    /// The surest first; may be empty.
    package var tags: [AutomaticTag]
  }

  package var set: TagSet
  package var model: String
  /// In the order of their file.
  package var labels: [String]
  /// All that were looked at, by path.
  package var pictures: [Picture]
  /// Pictures without a vector.
  package var lacking: Int

  package var taggedCount: Int { pictures.count { !$0.tags.isEmpty } }
  package var tagCount: Int { pictures.reduce(0) { $0 + $1.tags.count } }

  /// How many pictures a label was given, and how sure on the average, the most frequent first.
  package var totals: [(label: String, pictures: Int, confidence: Double)] {
    var sums: [String: (count: Int, confidence: Double)] = [:]
    for tag in pictures.flatMap(\.tags) {
      let sum = sums[tag.name] ?? (0, 0)
      sums[tag.name] = (sum.count + 1, sum.confidence + tag.confidence)
    }
    return sums.map { ($0.key, $0.value.count, $0.value.confidence / Double($0.value.count)) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
