import Catalogue

/// What archives look like as a whole: the mean of their previews' descriptors, each weighed by
/// 1 ÷ (1 + archives that have it too), so that a maker's banner does not draw its packs together.
///
/// The cosine of two is near the mean cosine of all pairs of their previews.
package struct ArchiveVectors: Sendable {
  /// Positions of the archives with something to see in them, ascending.
  package private(set) var archives: [Int] = []
  /// Of length 1, one after another.
  package private(set) var values: [Float] = []

  init(_ all: [CataloguedArchive], _ rarity: PreviewRarity) {
    for (position, archive) in all.enumerated() {
      let shown = zip(archive.record.previews, rarity.weights(of: position))
        // A blank picture says nothing of what lies beside it.
        .filter { $0.0.look.texture >= ArchiveLooks.leastTexture }
      guard let first = shown.first else { continue }
      var sum = [Float](repeating: 0, count: first.0.look.descriptor.count)
      for (preview, weight) in shown {
        for (index, value) in preview.look.descriptor.enumerated() {
          sum[index] += Float(weight) * value
        }
      }
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { continue }
      archives.append(position)
      values += sum.map { $0 / length }
    }
  }
}
