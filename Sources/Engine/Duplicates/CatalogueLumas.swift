import Catalogue
import Core
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
    guard let plane = try reader.luma(of: images[item]) else {
      throw Fault(
        "catalogue.no-plane", .runtime, "a picture's small plane is missing from the catalogue",
        remedy: "Index the folder again with --reread.")
    }
    cache.withLock { cache in
      // Candidates come in ascending order, so what was asked for first is wanted least.
      if cache.count >= Self.capacity { cache.removeAll(keepingCapacity: true) }
      cache[item] = plane
    }
    return plane
  }
}
