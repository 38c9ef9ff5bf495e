import Catalogue

/// What archives hold, as far as it can be seen: the mean of the descriptors of their drawn models; where
/// none was drawn, that of their pictures, each weighed by 1 ÷ (1 + archives that have it too).
///
/// Models are all drawn alike, while pictures of one studio share a background that says nothing of what
/// stands before it. The cosine of two is near the mean cosine of all pairs of their previews.
package struct ArchiveVectors: Sendable {
  /// Positions of the archives with something to see in them, ascending.
  package private(set) var archives: [Int] = []
  /// Of length 1, one after another.
  package private(set) var values: [Float] = []

  init(_ all: [CataloguedArchive], _ rarity: PreviewRarity) {
    for (position, archive) in all.enumerated() {
      let models = rarity.models(of: position)
      let shown = models.isEmpty ? rarity.pictures(of: position) : models
      guard let first = shown.first else { continue }
      let previews = archive.record.previews
      let weights = rarity.weights(of: position)
      var sum = [Float](repeating: 0, count: previews[first].look.descriptor.count)
      for preview in shown {
        let weight = models.isEmpty ? Float(weights[preview]) : 1
        for (index, value) in previews[preview].look.descriptor.enumerated() {
          sum[index] += weight * value
        }
      }
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { continue }
      archives.append(position)
      values += sum.map { $0 / length }
    }
  }
}
