package import Core

/// Everything that near-duplicate search keeps of a picture.
package struct FingerprintSet: Hashable, Sendable {
  /// Raised whenever any value for the same pixels changes, so that stored ones are recomputed.
  package static let version = 1

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
  /// `DCTBlock(of: luma).texture`: below about 1 the hashes are decided by noise.
  package var texture: Float
  /// The picture's luma squashed to 128 × 128: turned, mirrored and cropped queries start here.
  package var luma: LumaPlane
  /// Mean Cb and Cr over an 8×8 grid: see ``ChromaGrid``.
  package var chroma: [UInt8]

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
