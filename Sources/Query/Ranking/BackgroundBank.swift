package import Core

/// Vectors of arbitrary words and pictures, against which a model's similarities are read.
///
/// What a cosine means differs from model to model and from query to query: with CLIP a caption has
/// .33 to its picture and .17 to others, a single word .26 and .20. A bank is made once for each
/// model, when it is first used, and then stays, so that bands do not move: the texts are
/// ``BackgroundWords``, the pictures are taken at equal steps through the library.
package struct BackgroundBank: Hashable, Sendable {
  package let space: VectorSpace
  /// Of length 1; empty for a model without texts.
  package let texts: [[Float]]
  /// Of length 1, those of one picture side by side.
  package let images: [[Float]]
  /// Vectors a picture, of which the nearest counts: more than 1 where parts of pictures are searched.
  package let partCount: Int
  /// What texts and pictures that have nothing to do with each other have in common: the mean over
  /// all pairs, and the spread of texts for one picture. `nil` without both.
  package let unrelated: Spread?

  /// With fewer pictures a query's own background is not known well enough.
  package static let leastImages = 24
  /// So many pictures are taken.
  package static let mostImages = 256

  /// - Precondition: `images` has whole pictures of `partCount` vectors each.
  package init(
    space: VectorSpace, texts: [[Float]], images: [[Float]], partCount: Int = 1
  ) {
    precondition(partCount > 0 && images.count % partCount == 0, "whole pictures")
    self.space = space
    self.texts = texts
    self.images = images
    self.partCount = partCount
    unrelated = Self.unrelated(texts, images, partCount)
  }

  private static func unrelated(
    _ texts: [[Float]], _ images: [[Float]], _ partCount: Int
  ) -> Spread? {
    guard !texts.isEmpty, !images.isEmpty else { return nil }
    let spreads = stride(from: 0, to: images.count, by: partCount).map { start in
      Spread(of: texts.map { nearest(to: $0, images[start..<start + partCount]) })
    }
    var all = spreads[0]
    all.mean = spreads.reduce(0) { $0 + $1.mean } / Double(spreads.count)
    all.deviation = spreads.reduce(0) { $0 + $1.deviation } / Double(spreads.count)
    return all
  }

  /// The similarities of the bank's pictures to a vector; `nil` when there are too few.
  package func background(of vector: [Float]) -> Spread? {
    guard images.count / partCount >= Self.leastImages else { return nil }
    let similarities = stride(from: 0, to: images.count, by: partCount).map { start in
      Self.nearest(to: vector, images[start..<start + partCount])
    }
    let spread = Spread(of: similarities)
    return spread.deviation > 1e-6 ? spread : nil
  }

  private static func nearest(to vector: [Float], _ parts: ArraySlice<[Float]>) -> Float {
    parts.reduce(-Float.infinity) { max($0, VectorMath.dot($1, vector)) }
  }
}
