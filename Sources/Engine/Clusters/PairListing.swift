package import Core

/// Pairs of pictures that look or mean alike.
package struct PairListing: Sendable {
  package struct Pair: Sendable {
    package var first: VectorPicture
    package var second: VectorPicture
    package var cosine: Float
  }

  package var space: VectorSpace
  /// The most alike first.
  package var pairs: [Pair]
  /// How many pictures were compared.
  package var pictureCount: Int
  package var lacking: Int
}
