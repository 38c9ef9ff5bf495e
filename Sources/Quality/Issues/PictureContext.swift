package import Core

/// What is known of a picture besides its pixels.
package struct PictureContext: Hashable, Sendable {
  package var format: PictureFormat?
  package var metadata: PictureMetadata?

  package init(format: PictureFormat? = nil, metadata: PictureMetadata? = nil) {
    self.format = format
    self.metadata = metadata
  }

  /// Whether the file says which camera took it.
  var namesCamera: Bool {
    metadata?.cameraMake != nil || metadata?.cameraModel != nil || metadata?.exposureTime != nil
  }
}
