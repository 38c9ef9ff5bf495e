package import Core

/// The built-in descriptor where a model is expected.
package struct DescriptorEmbedding: ImageEmbedding {
  package init() {}

  package var space: VectorSpace { VisualDescriptor.space }
  package var preferredBatch: Int { 1 }

  package func vectors(of images: [RGBImage]) throws(Fault) -> [[Float]] {
    images.map(VisualDescriptor.vector)
  }
}
