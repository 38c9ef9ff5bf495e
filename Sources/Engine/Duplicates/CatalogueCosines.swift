import Catalogue
import Core
import Fingerprints
import Grouping
import Synchronization

/// Cosines of vectors in the catalogue: those of the model in use where both pictures have one, the
/// built-in descriptor's otherwise. With a bounded memory of the vectors asked for lately.
final class CatalogueCosines: CosineSource {
  private let images: [ImageID]
  private let reader: CatalogueReader
  private let spaces: [VectorSpace]
  private let cache = Mutex<[Key: [Float]?]>([:])
  /// 16,384 vectors of 512 numbers are 34 MB.
  private static let capacity = 16_384

  private struct Key: Hashable {
    var item: Int
    var space: Int
  }

  /// - Throws: a fault when the catalogue cannot be read.
  init(images: [ImageID], library: Library) throws {
    self.images = images
    reader = library.reader
    let names = try reader.embeddingSpaces().map(\.space.space)
    let best = names.isEmpty ? nil : try library.vectorSpace()
    spaces = [best].compactMap(\.self) + names.filter { $0 == VisualDescriptor.space && $0 != best }
  }

  func cosine(_ one: Int, _ other: Int) throws -> Float? {
    for space in spaces.indices {
      guard let first = try vector(of: one, in: space),
        let second = try vector(of: other, in: space)
      else { continue }
      // Of length 1, as everything in the catalogue is; rounding may lead a little beyond.
      let sum = zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      return Float(min(1, max(-1, sum)))
    }
    return nil
  }

  private func vector(of item: Int, in space: Int) throws -> [Float]? {
    let key = Key(item: item, space: space)
    if let known = cache.withLock({ $0[key] }) { return known }
    let vector = try reader.wholeVector(of: images[item], in: spaces[space])
    cache.withLock { cache in
      if cache.count >= Self.capacity { cache.removeAll(keepingCapacity: true) }
      cache[key] = .some(vector)
    }
    return vector
  }
}
