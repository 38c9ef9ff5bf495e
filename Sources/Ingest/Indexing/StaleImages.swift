import Catalogue
import Core

/// Which known images are to be looked at again, since another version computed their signals.
///
/// For a folder that is asked of the whole catalogue at once; for a few files of each image by itself,
/// so that one picture more does not cost a look at all others.
struct StaleImages: Sendable {
  enum Kind: Sendable {
    /// A signal was computed by another version, or not at all.
    case whole
    /// Only the quality was.
    case quality
  }

  private let reader: CatalogueReader
  private let processor: any PictureProcessing
  private let retriesFailed: Bool
  private let known: [ImageID: Kind]
  /// Whether those that are not among the known ones are current.
  private let isComplete: Bool

  /// Known files up to which each image is asked about by itself.
  private static let few = 200

  /// - Parameter files: those that are known below what is indexed.
  init(
    of files: some Collection<KnownFile>, _ reader: CatalogueReader,
    _ processor: any PictureProcessing, retriesFailed: Bool
  ) throws {
    (self.reader, self.processor, self.retriesFailed) = (reader, processor, retriesFailed)
    isComplete = files.count > Self.few
    known = try Self.found(
      isComplete ? nil : files.compactMap(\.image), reader, processor, retriesFailed)
  }

  /// Those among the images of the known files.
  var all: Set<ImageID> { Set(known.keys) }

  /// What is to be looked at again of any image; `nil` for nothing.
  func kind(of image: ImageID) throws -> Kind? {
    if let kind = known[image] { return kind }
    if isComplete { return nil }
    return try Self.found([image], reader, processor, retriesFailed)[image]
  }

  /// - Parameter images: only these; `nil` for all.
  private static func found(
    _ images: [ImageID]?, _ reader: CatalogueReader, _ processor: any PictureProcessing,
    _ retriesFailed: Bool
  ) throws -> [ImageID: Kind] {
    if images?.isEmpty == true { return [:] }
    var kinds: [ImageID: Kind] = [:]
    if let models = processor.qualityModels {
      let judged = try reader.imagesJudged(
        byOtherThan: models.brisque, models.naturalness, models.opinion, among: images)
      for image in judged { kinds[image] = .quality }
    }
    // What lacks more than its quality counts as such, whatever comes first.
    let versions = processor.versions.sorted {
      ($0.key == .quality ? 0 : 1) < ($1.key == .quality ? 0 : 1)
    }
    for (signal, version) in versions {
      let lacking = try reader.imagesLacking(
        signal, version: version, includingFailed: retriesFailed, among: images)
      for image in lacking { kinds[image] = signal == .quality ? .quality : .whole }
    }
    return kinds
  }
}
