package import Core

/// All vectors of one picture in one space.
package struct PictureEmbedding: Hashable, Sendable {
  package var space: EmbeddingSpace
  /// The whole picture first, then parts of it.
  package var parts: [EmbeddedPart]

  package init(_ space: EmbeddingSpace, parts: [EmbeddedPart]) {
    self.space = space
    self.parts = parts
  }

  /// Of the whole picture alone.
  package init(_ space: EmbeddingSpace, _ vector: [Float]) {
    self.init(space, parts: [EmbeddedPart(vector)])
  }
}

/// The vector of a picture or of a part of it.
package struct EmbeddedPart: Hashable, Sendable {
  package var box: PictureBox
  /// As many numbers as its space has dimensions, all finite.
  package var vector: [Float]

  package init(_ vector: [Float], box: PictureBox = .whole) {
    self.vector = vector
    self.box = box
  }
}
