package import Core

/// Everything the catalogue has on one content.
package struct CataloguedImage: Hashable, Sendable {
  package var id: ImageID
  package var ulid: ULID
  /// The metadata's `rawJSON` is left out here; see `CatalogueReader.rawMetadata(of:)`.
  package var record: PictureRecord
  package var payload: PicturePayload
  /// When its signals were computed last.
  package var indexedAt: Timestamp
}

/// How a picture came here and what models said of it.
package struct PicturePayload: Hashable, Sendable {
  package var source: PictureSource = .batch
  package var bucket: String?
  package var objectKey: String?
  package var modelName: String?
  package var modelVersion: String?
  package var embeddingVersion: String?
  /// 0…1.
  package var qualityScore: Double?
  /// 0…1.
  package var nsfwScore: Double?
  package var createdAt: Timestamp
}

/// By which way a picture entered the catalogue.
package enum PictureSource: String, Hashable, Sendable, CaseIterable {
  case upload, api
  /// A scan of folders.
  case batch
}
