package import Catalogue
package import Core
package import Decoding
package import Fingerprints

/// One decode a picture, and everything from it: fingerprints, thumbnail, placeholder, metadata.
package struct PictureProcessor: PictureProcessing {
  private let decoder: PictureDecoder

  /// Raised when thumbnails or placeholders are made in another way.
  private static let thumbnailVersion = 1
  /// Raised when more, or other, is read of a file's metadata.
  private static let metadataVersion = 1

  package init(limits: DecodeLimits = .standard) throws(Fault) {
    decoder = try PictureDecoder(limits: limits)
  }

  package var versions: [Signal: Int] {
    [
      .fingerprints: FingerprintSet.version, .metadata: Self.metadataVersion,
      .thumbnail: Self.thumbnailVersion,
    ]
  }

  package func process(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> ProcessedPicture {
    let picture = try decoder.decode(bytes)
    let image = try picture.reduced()
    let fingerprints = Fingerprinter.fingerprints(
      of: image, originalWidth: picture.width, originalHeight: picture.height)
    let (thumbnail, thumbnailState) = Self.thumbnail(of: image)
    return ProcessedPicture(
      format: picture.format, width: picture.width, height: picture.height,
      frameCount: picture.frameCount, hasAlpha: picture.hasAlpha,
      bitsPerSample: picture.bitsPerSample, hashes: PictureHashes(fingerprints),
      luma: fingerprints.luma, metadata: picture.metadata,
      placeholder: BlurPlaceholder.encode(image), thumbnail: thumbnail,
      signals: [
        SignalRecord(.fingerprints, version: FingerprintSet.version),
        SignalRecord(.metadata, version: Self.metadataVersion),
        SignalRecord(.thumbnail, version: Self.thumbnailVersion, state: thumbnailState),
      ])
  }

  /// A picture without a thumbnail is still a picture.
  private static func thumbnail(of image: RGBImage) -> (bytes: [UInt8]?, state: SignalState) {
    do throws(Fault) {
      return (try Thumbnail.webP(of: image), .done)
    } catch {
      return (nil, .failed(reason: error.message))
    }
  }
}

extension PictureHashes {
  package init(_ set: FingerprintSet) {
    self.init(
      average: set.average, difference: set.difference, perceptual: set.perceptual, pdq: set.pdq,
      pdqQuality: set.pdqQuality, dct: set.dct, texture: set.texture,
      chroma: set.chroma)
  }
}
