package import Core

/// The built-in descriptor where a model is expected.
package struct DescriptorEmbedding: ImageEmbedding {
  package init() {}

  package var space: VectorSpace { VisualDescriptor.space }
  package var preferredBatch: Int { 1 }

  package func fitted(_ image: RGBImage) -> FittedPicture { FittedPicture(image) }

  package func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]] {
    pictures.map { VisualDescriptor.vector(of: $0.image) }
  }
}
