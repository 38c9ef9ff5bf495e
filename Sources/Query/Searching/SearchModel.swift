package import Core
package import Vectors

/// A vector space to search in: the pictures' vectors and what makes new ones.
package struct SearchModel: Sendable {
  package var index: any VectorIndexReading
  /// Of salient parts of the pictures, several vectors a row; `nil` where only whole pictures count.
  package var crops: (any VectorIndexReading)?
  /// `nil` for a space that knows pictures alone.
  package var texts: (any TextEmbedding)?
  package var images: (any ImageEmbedding)?
  /// Which snapshot of the index this is: results found under one number hold for it alone.
  package var version: Int64

  package init(
    index: any VectorIndexReading, texts: (any TextEmbedding)? = nil,
    images: (any ImageEmbedding)? = nil, version: Int64
  ) {
    self.index = index
    self.texts = texts
    self.images = images
    self.version = version
  }

  package var space: VectorSpace { index.space }
}
