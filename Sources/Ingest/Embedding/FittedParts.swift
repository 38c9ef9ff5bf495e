package import Core

/// A picture as a model looks at it, and the parts of it that are looked at by themselves.
package struct FittedParts: Hashable, Sendable {
  /// The whole picture first.
  package var pictures: [FittedPicture]
  /// Where each of them lies; as many.
  package var boxes: [PictureBox]

  package init(_ whole: FittedPicture) {
    pictures = [whole]
    boxes = [.whole]
  }

  /// - Parameter image: the picture, of which the parts are cut before either is made smaller.
  package init(of image: RGBImage, parts: [PictureBox], by model: any ImageEmbedding) {
    self.init(model.fitted(image))
    for box in parts {
      pictures.append(model.fitted(image.part(box)))
      boxes.append(box)
    }
  }
}
