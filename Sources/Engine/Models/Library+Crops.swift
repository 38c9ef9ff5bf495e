import Catalogue
import Core
import Fingerprints
import Vectors

extension Library {
  /// The setting that says how many salient parts of a picture get vectors of their own.
  private static let cropsSetting = "embedding_crops"

  /// The most that a library can make.
  package static var mostCrops: Int { SalientCrops.most }

  /// How many salient parts of a picture get vectors of their own; 0 for none, as at first.
  package func cropCount() throws -> Int {
    try reader.setting(Self.cropsSetting).flatMap { Int($0) } ?? 0
  }

  /// What there is of them; `nil` where there are to be none.
  func cropTotals() throws -> CropTotals? {
    let each = try cropCount()
    guard each > 0 else { return nil }
    let totals = try reader.partTotals()
    return CropTotals(each: each, pictureCount: totals.images, vectorCount: totals.vectors)
  }

  /// Makes vectors of so many parts of every picture from the next index on; another number makes all
  /// anew. 0 removes those that there are.
  ///
  /// - Returns: how many vectors were removed.
  /// - Throws: `vectors.busy` while another process writes to an index of parts.
  @discardableResult
  package func useCrops(_ count: Int) throws -> Int {
    precondition((0...SalientCrops.most).contains(count))
    guard try count != cropCount() else { return 0 }
    let removed = try writer.transaction { transaction in
      try transaction.setSetting(Self.cropsSetting, to: count == 0 ? nil : "\(count)")
      return count == 0 ? try transaction.removeParts() : 0
    }
    guard count == 0 else { return removed }
    for total in try reader.embeddingSpaces() {
      let space = total.space.space
      let sync = VectorSync(catalogue: catalogue, space: space, collection: .crops)
      vectorViews.forget(space)
      guard (try? sync.folder.resolved()) != nil else { continue }
      try VectorIndex.discard(at: sync.folder)
    }
    return removed
  }
}
