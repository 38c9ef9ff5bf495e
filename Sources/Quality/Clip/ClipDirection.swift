package import Core
internal import Glibc

/// Zero-shot CLIP-IQA: whether a picture is nearer to "Good photo." or to "Bad photo." in the space of
/// a model that knows pictures and texts.
///
/// Wang, Chan, Loy, "Exploring CLIP for Assessing the Look and Feel of Images", AAAI 2023: the softmax
/// of 100 times the two cosines. Of two, that is a logistic function of one product, so the difference
/// of the texts' vectors is all that must be kept to score a stored vector.
package struct ClipDirection: Hashable, Sendable {
  package static let good = "Good photo."
  package static let bad = "Bad photo."
  /// CLIP's logit scale.
  private static let scale = 100.0

  /// The vector of ``good`` less that of ``bad``, both of length 1.
  package let numbers: [Float]

  package init(numbers: [Float]) { self.numbers = numbers }

  /// Asks a model for the two texts.
  ///
  /// - Throws: faults of the model.
  package init(of model: some TextEmbedding) throws(Fault) {
    let texts = try model.vectors(of: [Self.good, Self.bad])
    numbers = zip(texts[0], texts[1]).map { $0 - $1 }
  }

  /// 0 (bad) … 1 (good). `nil` for a vector of another space, or of numbers that are none. O(dimension).
  ///
  /// - Parameter vector: of a picture, of length 1.
  package func score(_ vector: some Collection<Float>) -> Double? {
    guard vector.count == numbers.count else { return nil }
    let product = zip(vector, numbers).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    return product.isFinite ? 1 / (1 + exp(-Self.scale * product)) : nil
  }
}
