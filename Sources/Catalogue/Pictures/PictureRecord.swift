package import Core

/// What the bytes of a picture say of it, as the catalogue keeps it: facts of the content, the same
/// wherever the file lies.
package struct PictureRecord: Hashable, Sendable {
  package var sha256: SHA256Digest
  package var byteSize: Int64
  package var format: PictureFormat
  /// Full size in pixels, upright.
  package var width: Int
  package var height: Int
  package var frameCount: Int
  package var hasAlpha: Bool
  package var bitsPerSample: Int
  package var hashes: PictureHashes
  package var metadata: PictureMetadata
  /// A blur of a few bytes to show until the thumbnail is there; may be empty.
  package var placeholder: [UInt8]
  /// Length of the thumbnail; `nil` when
  /// there is none.
  package var thumbnailBytes: Int?
  /// Of the decoded pixels at full size; `nil` until something asked for it.
  package var pixelSHA256: SHA256Digest?

  package init(
    sha256: SHA256Digest, byteSize: Int64, format: PictureFormat, width: Int, height: Int,
    frameCount: Int, hasAlpha: Bool, bitsPerSample: Int, hashes: PictureHashes,
    metadata: PictureMetadata, placeholder: [UInt8] = [], thumbnailBytes: Int? = nil,
    pixelSHA256: SHA256Digest? = nil
  ) {
    self.sha256 = sha256
    self.byteSize = byteSize
    self.format = format
    self.width = width
    self.height = height
    self.frameCount = frameCount
    self.hasAlpha = hasAlpha
    self.bitsPerSample = bitsPerSample
    self.hashes = hashes
    self.metadata = metadata
    self.placeholder = placeholder
    self.thumbnailBytes = thumbnailBytes
    self.pixelSHA256 = pixelSHA256
  }
}

/// The perceptual hashes of a picture.
package struct PictureHashes: Hashable, Sendable {
  package var average: Hash64
  package var difference: Hash64
  package var perceptual: Hash64
  package var pdq: Hash256
  /// 0…100.
  package var pdqQuality: Int
  package var dct: Hash256
  /// Low where the picture is too flat for its hashes to mean much.
  package var texture: Float
  /// Mean Cb over an 8×8 grid, then mean Cr: 128 bytes, 128 being grey.
  package var chroma: [UInt8]

  package init(
    average: Hash64, difference: Hash64, perceptual: Hash64, pdq: Hash256, pdqQuality: Int,
    dct: Hash256, texture: Float, chroma: [UInt8] = Array(repeating: 128, count: 128)
  ) {
    self.average = average
    self.difference = difference
    self.perceptual = perceptual
    self.pdq = pdq
    self.pdqQuality = pdqQuality
    self.dct = dct
    self.texture = texture
    self.chroma = chroma
  }
}
