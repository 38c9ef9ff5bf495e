/// Makes vectors of pictures. Calls block their thread and may come from several at once.
package protocol ImageEmbedding: Sendable {
  var space: VectorSpace { get }
  /// How many pictures a call works on best.
  var preferredBatch: Int { get }

  /// A picture in the size and shape that the model looks at.
  ///
  /// - Parameter image: sRGB, upright, at least as large as the model's input where the file is.
  func fitted(_ image: RGBImage) -> FittedPicture

  /// - Returns: for each picture a vector of `space.dimension` numbers and length 1.
  /// - Throws: a fault of the model; one picture cannot spoil the others, as pictures are decoded
  ///   before they come here.
  func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]]
}

extension ImageEmbedding {
  package func vectors(of images: [RGBImage]) throws(Fault) -> [[Float]] {
    try vectors(of: images.map(fitted))
  }
}

/// A picture as one model looks at it: what waits for its batch, however large the file was.
package struct FittedPicture: Hashable, Sendable {
  package var image: RGBImage

  package init(_ image: RGBImage) { self.image = image }
}

/// Makes vectors of texts, in the same space as a model's pictures. Calls block their thread and may
/// come from several at once.
package protocol TextEmbedding: Sendable {
  var space: VectorSpace { get }

  /// - Returns: for each text a vector of `space.dimension` numbers and length 1.
  func vectors(of texts: [String]) throws(Fault) -> [[Float]]
}
