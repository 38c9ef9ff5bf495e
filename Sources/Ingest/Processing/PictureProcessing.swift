package import Catalogue
package import Core

/// From the bytes of a file to everything that the catalogue keeps of a picture. Called on several
/// threads at once.
package protocol PictureProcessing: Sendable {
  /// The version of every signal that `process` computes. A picture whose stored version differs is
  /// processed again.
  var versions: [Signal: Int] { get }

  /// Makes one decode and computes everything from it. Blocks.
  func process(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> ProcessedPicture

  /// Measures the quality of a picture and nothing else; `nil` where this processing has no opinion
  /// on quality. Blocks.
  func quality(of bytes: UnsafeRawBufferPointer) -> MeasuredQuality?

  /// The models that quality is judged by; `nil` where it is not judged.
  var qualityModels: QualityModelNames? { get }

  /// The model whose input `process` also gives; `nil` for none. Pictures that the catalogue has
  /// without its vector are left to an ``EmbeddingPass``.
  var pictureModel: PictureModel? { get }
}

extension PictureProcessing {
  package func quality(of bytes: UnsafeRawBufferPointer) -> MeasuredQuality? { nil }
  package var qualityModels: QualityModelNames? { nil }
  package var pictureModel: PictureModel? { nil }
}

/// The models that quality is judged by, by name.
package struct QualityModelNames: Hashable, Sendable {
  package var opinion: String
  package var brisque: String?
  package var naturalness: String
}

/// What processing made of a picture.
package struct ProcessedPicture: Sendable {
  package var format: PictureFormat
  /// Full size in pixels, upright.
  package var width: Int
  package var height: Int
  package var frameCount: Int
  package var hasAlpha: Bool
  package var bitsPerSample: Int
  package var hashes: PictureHashes
  package var luma: LumaPlane
  package var metadata: PictureMetadata
  package var placeholder: [UInt8]
  /// WebP; `nil` when none could be made, which `signals` then says.
  package var thumbnail: [UInt8]?
  /// Vectors that were made along with the rest; `signals` says so too.
  package var embeddings: [PictureEmbedding]
  package var signals: [SignalRecord]
  /// `nil` where it was not asked for.
  package var quality: MeasuredQuality?
  /// What the model is to look at, when there is one.
  package var fitted: FittedParts?

  package init(
    format: PictureFormat, width: Int, height: Int, frameCount: Int, hasAlpha: Bool,
    bitsPerSample: Int, hashes: PictureHashes, luma: LumaPlane, metadata: PictureMetadata,
    placeholder: [UInt8], thumbnail: [UInt8]?, embeddings: [PictureEmbedding] = [],
    signals: [SignalRecord], quality: MeasuredQuality? = nil, fitted: FittedParts? = nil
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.frameCount = frameCount
    self.hasAlpha = hasAlpha
    self.bitsPerSample = bitsPerSample
    self.hashes = hashes
    self.luma = luma
    self.metadata = metadata
    self.placeholder = placeholder
    self.thumbnail = thumbnail
    self.embeddings = embeddings
    self.signals = signals
    self.quality = quality
    self.fitted = fitted
  }
}
