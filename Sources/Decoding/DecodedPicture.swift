package import Core

/// Everything that one decode of a file gives.
package struct DecodedPicture: Sendable {
  package let format: PictureFormat
  /// Of the full-size picture, after turning; for camera raw, of its embedded photograph.
  package let width: Int
  package let height: Int
  /// Frames of an animation, pages of a TIFF, pictures of a HEIF; 1 for a plain picture.
  package let frameCount: Int
  package let hasAlpha: Bool
  /// Bits a sample as stored: 1, 2, 4, 8, 16 or 32.
  package let bitsPerSample: Int
  /// The first frame in sRGB, turned, flattened over white, shrunk while it was decoded so that the
  /// long side has at least 320 and the short side at least 128 pixels where the file has that many.
  package let image: RGBImage
  /// The same, as large as a model was said to need; `nil` where none was.
  package var larger: RGBImage?
  package let metadata: PictureMetadata
}
