package import Catalogue
package import Core
package import Decoding
package import Fingerprints
package import Quality

/// One decode a picture, and everything from it: fingerprints, the visual descriptor, thumbnail,
/// placeholder, metadata, and quality where it is asked for.
package struct PictureProcessor: PictureProcessing {
  private let decoder: PictureDecoder
  private let assessor: QualityAssessor?
  package let pictureModel: PictureModel?

  /// Raised when thumbnails or placeholders are made in another way.
  private static let thumbnailVersion = 2
  /// Raised when more, or other, is read of a file's metadata.
  private static let metadataVersion = 1

  /// - Parameters:
  ///   - assessor: judges the quality of every picture; `nil` for none.
  ///   - model: is to give every picture a vector; `nil` for none.
  package init(
    limits: DecodeLimits = .standard, assessor: QualityAssessor? = nil, model: PictureModel? = nil
  ) throws(Fault) {
    decoder = try PictureDecoder(limits: limits)
    self.assessor = assessor
    pictureModel = model
  }

  package var versions: [Signal: Int] {
    var versions: [Signal: Int] = [
      .fingerprints: FingerprintSet.version, .metadata: Self.metadataVersion,
      .thumbnail: Self.thumbnailVersion,
      .embedding(in: VisualDescriptor.space): VisualDescriptor.version,
    ]
    if assessor != nil { versions[.quality] = QualityReport.version }
    return versions
  }

  package var qualityModels: QualityModelNames? {
    assessor.map {
      QualityModelNames(
        opinion: $0.opinionModelName, brisque: $0.brisque?.name,
        naturalness: $0.naturalnessModelName)
    }
  }

  package func process(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> ProcessedPicture {
    let (picture, quality) = try decoded(bytes)
    let image = try picture.reduced()
    let cells = ColourCells(of: image)
    let fingerprints = Fingerprinter.fingerprints(
      of: image, cells: cells, originalWidth: picture.width, originalHeight: picture.height)
    let (thumbnail, thumbnailState) = Self.thumbnail(of: image)
    return ProcessedPicture(
      format: picture.format, width: picture.width, height: picture.height,
      frameCount: picture.frameCount, hasAlpha: picture.hasAlpha,
      bitsPerSample: picture.bitsPerSample, hashes: PictureHashes(fingerprints),
      luma: fingerprints.luma, metadata: picture.metadata,
      placeholder: BlurPlaceholder.encode(
        averages: cells.means, width: image.width, height: image.height),
      thumbnail: thumbnail,
      embeddings: [PictureEmbedding(.builtin, VisualDescriptor.vector(of: cells))],
      signals: [
        SignalRecord(.fingerprints, version: FingerprintSet.version),
        SignalRecord(.metadata, version: Self.metadataVersion),
        SignalRecord(.thumbnail, version: Self.thumbnailVersion, state: thumbnailState),
        SignalRecord(
          .embedding(in: VisualDescriptor.space), version: VisualDescriptor.version),
      ], quality: quality, fitted: picture.larger.flatMap { pictureModel?.parts(of: $0) })
  }

  package func quality(of bytes: UnsafeRawBufferPointer) -> MeasuredQuality? {
    guard let assessor else { return nil }
    do throws(Fault) {
      let visitor = QualityVisitor(assessor)
      let picture = try decoder.decode(bytes, showing: visitor)
      return visitor.report(on: picture).map(MeasuredQuality.init)
    } catch {
      return MeasuredQuality(failure: error)
    }
  }

  /// One decode. Where only the full size fails, as when it takes too long, the picture is still
  /// taken in, without its quality.
  private func decoded(
    _ bytes: UnsafeRawBufferPointer
  ) throws(Fault) -> (DecodedPicture, MeasuredQuality?) {
    guard let assessor else { return (try plain(bytes), nil) }
    let visitor = QualityVisitor(assessor)
    do throws(Fault) {
      let picture = try decoder.decode(bytes, showing: visitor, detail: pictureModel?.detail)
      return (picture, visitor.report(on: picture).map(MeasuredQuality.init))
    } catch {
      return (try plain(bytes), MeasuredQuality(failure: error))
    }
  }

  private func plain(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> DecodedPicture {
    guard let pictureModel else { return try decoder.decode(bytes) }
    return try decoder.decode(bytes, detail: pictureModel.detail)
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

extension EmbeddingSpace {
  /// The space of the built-in visual descriptor.
  package static let builtin = EmbeddingSpace(
    VisualDescriptor.space, origin: .builtin(version: VisualDescriptor.version))
}

extension PictureHashes {
  package init(_ set: FingerprintSet) {
    self.init(
      average: set.average, difference: set.difference, perceptual: set.perceptual, pdq: set.pdq,
      pdqQuality: set.pdqQuality, dct: set.dct, texture: set.texture,
      chroma: set.chroma)
  }
}
