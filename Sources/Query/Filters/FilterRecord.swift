package import Catalogue
package import Core

/// What filters see of one picture. Built from the catalogue, or by hand in tests.
package struct FilterRecord: Sendable {
  package var image: CataloguedImage
  package var owner: Owner
  package var files: [CataloguedFile]
  package var tags: [String]
  package var isDuplicate: Bool
  package var isFavourite: Bool

  package init(
    image: CataloguedImage, owner: Owner = .local, files: [CataloguedFile], tags: [String],
    isDuplicate: Bool = false, isFavourite: Bool = false
  ) {
    self.image = image
    self.owner = owner
    self.files = files.filter { $0.state == .present }
    self.tags = tags
    self.isDuplicate = isDuplicate
    self.isFavourite = isFavourite
  }

  /// A value of a record. Dates are moments in milliseconds, or what a camera's clock showed.
  enum Value: Hashable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case path(FilePath)
    case moment(Int64)
    case clock(String)
  }

  /// None when the picture has none.
  func values(of field: FilterField) -> [Value] {
    let (record, payload) = (image.record, image.payload)
    let metadata = record.metadata
    return switch field {
    case .imageID: [.text(image.ulid.description)]
    case .bucket: text(payload.bucket)
    case .key: text(payload.objectKey)
    case .sha256: [.text(record.sha256.hex)]
    case .phash: [.text(record.hashes.perceptual.hex)]
    case .width: [.number(Double(record.width))]
    case .height: [.number(Double(record.height))]
    case .source: [.text(payload.source.rawValue)]
    case .tags: tags.map(Value.text)
    case .created: [.moment(payload.createdAt.rawValue)]
    case .modelName: text(payload.modelName)
    case .modelVersion: text(payload.modelVersion)
    case .embeddingVersion: text(payload.embeddingVersion)
    case .quality: number(payload.qualityScore)
    case .nsfw: number(payload.nsfwScore)
    case .owner: [.text(owner.name)]
    case .path: files.map { .path($0.path) }
    case .name: files.map { .text(String(decoding: $0.path.lastComponent.bytes, as: UTF8.self)) }
    case .folder: files.map { .path($0.path.parent ?? ".") }
    case .size: [.number(Double(record.byteSize))]
    case .format: [.text(record.format.rawValue)]
    case .modified: files.map { .moment($0.identity.modified / 1_000_000) }
    case .marks: Set(files.flatMap(\.marks)).sorted().map(Value.text)
    case .copies: [.number(Double(files.count))]
    case .megapixels: [.number(Double(record.width * record.height) / 1_000_000)]
    case .frames: [.number(Double(record.frameCount))]
    case .alpha: [.boolean(record.hasAlpha)]
    case .orientation: [.number(Double(metadata.orientation))]
    case .shape:
      [
        .text(
          record.width > record.height
            ? "landscape" : record.width < record.height ? "portrait" : "square")
      ]
    case .indexed: [.moment(image.indexedAt.rawValue)]
    case .duplicates: [.boolean(isDuplicate)]
    case .camera: text(Self.camera(metadata))
    case .cameraMake: text(metadata.cameraMake)
    case .cameraModel: text(metadata.cameraModel)
    case .lens: text(metadata.lensModel)
    case .software: text(metadata.software)
    case .iso: number(metadata.iso.map(Double.init))
    case .fNumber: number(metadata.fNumber)
    case .exposure: number(metadata.exposureTime)
    case .focalLength: number(metadata.focalLength)
    case .taken: metadata.takenLocal.map { [.clock($0)] } ?? []
    case .latitude: number(metadata.latitude)
    case .longitude: number(metadata.longitude)
    case .altitude: number(metadata.altitude)
    case .hasGPS: [.boolean(metadata.latitude != nil && metadata.longitude != nil)]
    case .rating: number(metadata.rating.map(Double.init))
    case .title: text(metadata.title)
    case .caption: text(metadata.caption)
    case .favourite: [.boolean(isFavourite)]
    }
  }

  /// Make and model, the make once: `Canon EOS 5D`.
  package static func camera(_ metadata: PictureMetadata) -> String? {
    guard let make = metadata.cameraMake, !make.isEmpty else { return metadata.cameraModel }
    guard let model = metadata.cameraModel else { return make }
    return model.hasPrefix(make) ? model : make + " " + model
  }

  private func text(_ text: String?) -> [Value] { text.map { [.text($0)] } ?? [] }
  private func number(_ number: Double?) -> [Value] { number.map { [.number($0)] } ?? [] }
}
