import Catalogue
import Core
import Fingerprints
import Grouping
import Synchronization

/// Luma planes of the catalogue, with a bounded memory of those asked for lately.
final class CatalogueLumas: LumaSource {
  private let images: [ImageID]
  private let reader: CatalogueReader
  private let cache: Mutex<[Int: LumaPlane]>
  /// 8,192 planes are 134 MB.
  private static let capacity = 8192

  init(images: [ImageID], reader: CatalogueReader) {
    self.images = images
    self.reader = reader
    cache = Mutex([:])
  }

  func luma(of item: Int) throws -> LumaPlane {
    if let known = cache.withLock({ $0[item] }) { return known }
    let side = LumaConversion.keptSide
    guard let plane = try reader.luma(of: images[item]), plane.width == side, plane.height == side
    else {
      throw Fault(
        "catalogue.no-plane", .runtime,
        "its small plane in the catalogue is missing or damaged",
        remedy: "Index its folder again with --reread.",
        path: try reader.files(of: images[item]).first?.path)
    }
    cache.withLock { cache in
      // Candidates come in ascending order, so what was asked for first is wanted least.
      if cache.count >= Self.capacity { cache.removeAll(keepingCapacity: true) }
      cache[item] = plane
    }
    return plane
  }
}
