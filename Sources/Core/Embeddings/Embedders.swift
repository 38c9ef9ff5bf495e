/// Makes vectors of pictures. Calls block their thread and may come from several at once.
package protocol ImageEmbedding: Sendable {
  var space: VectorSpace { get }
  /// How many pictures a call works on best.
  var preferredBatch: Int { get }

  /// - Parameter images: sRGB, upright, at least as large as the model's input where the file is.
  /// - Returns: for each picture a vector of `space.dimension` numbers and length 1.
  /// - Throws: a fault of the model; one picture cannot spoil the others, as pictures are decoded
  ///   before they come here.
  func vectors(of images: [RGBImage]) throws(Fault) -> [[Float]]
}

/// Makes vectors of texts, in the same space as a model's pictures. Calls block their thread and may
/// come from several at once.
package protocol TextEmbedding: Sendable {
  var space: VectorSpace { get }

  /// - Returns: for each text a vector of `space.dimension` numbers and length 1.
  func vectors(of texts: [String]) throws(Fault) -> [[Float]]
}
