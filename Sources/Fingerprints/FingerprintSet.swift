package import Core

/// Everything that near-duplicate search keeps of a picture.
package struct FingerprintSet: Hashable, Sendable {
  /// Raised whenever any value for the same pixels changes, so that stored ones are recomputed.
  package static let version = 2

  /// `imagehash.average_hash`.
  package var average: Hash64
  /// `imagehash.dhash`.
  package var difference: Hash64
  /// `imagehash.phash`.
  package var perceptual: Hash64
  package var pdq: Hash256
  /// 0…100; see `PDQHash.quality`.
  package var pdqQuality: Int
  /// The default hash: `DCTBlock(of: luma).hash`.
  package var dct: Hash256
  /// `DCTBlock(of: luma).texture`, 0…8160.
  package var texture: Float
  /// The picture's luma squashed to 128 × 128: turned, mirrored and cropped queries start here.
  package var luma: LumaPlane
  /// Mean Cb and Cr over an 8×8 grid: see ``ChromaGrid``.
  package var chroma: [UInt8]

  /// The least texture with which a small distance says anything. Below it, plain gradients and
  /// blank frames of different pictures share most decisions, and noise decides the rest.
  package static let leastTexture: Float = 2

  /// Whether the hashes may link this picture to others; otherwise only equal files or pixels may.
  package var isTextured: Bool { texture >= Self.leastTexture }

  package init(
    average: Hash64, difference: Hash64, perceptual: Hash64, pdq: Hash256, pdqQuality: Int,
    dct: Hash256, texture: Float, luma: LumaPlane, chroma: [UInt8]
  ) {
    self.average = average
    self.difference = difference
    self.perceptual = perceptual
    self.pdq = pdq
    self.pdqQuality = pdqQuality
    self.dct = dct
    self.texture = texture
    self.luma = luma
    self.chroma = chroma
  }
}
