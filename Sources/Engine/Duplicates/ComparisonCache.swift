import Catalogue
import Core
import Files
import Fingerprints
import Grouping

/// Keeps in the catalogue what searches for duplicates compared.
///
/// An image counts as compared while its stamp is the one that this search would give it: a digest
/// of the search's settings and of everything about the image that a comparison looks at. So another
/// radius, another version, or a picture that was processed anew starts afresh by itself.
struct ComparisonCache {
  private let images: [ImageID]
  private let stamps: [[UInt8]]
  private let stored: [ImageID: [UInt8]]
  /// What is known of the images of this search.
  let memory: ComparisonMemory

  init(scope: SearchScope, options: DuplicateOptions, reader: CatalogueReader) throws {
    images = scope.images
    let settings = Self.settings(options, pictures: scope.items.count)
    stamps = scope.items.map { Self.stamp($0, settings) }
    stored = try reader.comparedImages()
    memory = try Self.memory(images, stamps, stored, reader)
  }

  private static func memory(
    _ images: [ImageID], _ stamps: [[UInt8]], _ stored: [ImageID: [UInt8]],
    _ reader: CatalogueReader
  ) throws -> ComparisonMemory {
    var memory = ComparisonMemory()
    memory.known = Set(images.indices.filter { stored[images[$0]] == stamps[$0] })
    guard !memory.known.isEmpty else { return memory }
    let place = Dictionary(uniqueKeysWithValues: memory.known.map { (images[$0], $0) })
    for kept in try reader.keptComparisons() {
      guard let first = place[kept.pair.first], let second = place[kept.pair.second] else {
        continue
      }
      let pair = PairKey(first, second)
      let evidence = kept.evidence.flatMap { PairEvidence($0, for: pair) }
      if kept.way.isEmpty {
        memory.links[pair] = evidence
      } else if let bridge = ComparisonMemory.Bridge(kept.way, for: pair) {
        memory.bridges[bridge] = .some(evidence)
      }
    }
    return memory
  }

  /// Keeps what a search of the whole library found out. Does nothing where nothing is new, or when
  /// another search has kept its own meanwhile.
  func keep(_ found: ComparisonMemory, in writer: CatalogueWriter) throws {
    let isChanged =
      memory.known.count < images.count || stored.count != images.count
      || found.bridges.keys != memory.bridges.keys
    guard isChanged else { return }
    try writer.transaction { transaction in
      guard try transaction.comparedImages() == stored else { return }
      let known = Set(memory.known.map { images[$0] })
      for image in stored.keys.sorted() where !known.contains(image) {
        try transaction.forgetComparisons(of: image)
      }
      for position in images.indices where !memory.known.contains(position) {
        try transaction.putComparedImage(images[position], stamp: stamps[position])
      }
      try putLinks(found, transaction)
      try putBridges(found, transaction)
    }
  }

  private func putLinks(
    _ found: ComparisonMemory, _ transaction: CatalogueTransaction
  ) throws {
    for (pair, evidence) in found.links.sorted(by: { $0.key < $1.key })
    where memory.links[pair] == nil {
      try transaction.putKeptComparison(
        KeptComparison(pair: images(of: pair), way: [], evidence: evidence.bytes))
    }
  }

  private func putBridges(
    _ found: ComparisonMemory, _ transaction: CatalogueTransaction
  ) throws {
    for bridge in memory.bridges.keys where found.bridges[bridge] == nil {
      try transaction.removeKeptComparison(images(of: bridge.pair), way: bridge.bytes)
    }
    for (bridge, evidence) in found.bridges where memory.bridges[bridge] == nil {
      try transaction.putKeptComparison(
        KeptComparison(
          pair: images(of: bridge.pair), way: bridge.bytes, evidence: evidence?.bytes))
    }
  }

  private func images(of pair: PairKey) -> ImagePair {
    ImagePair(images[pair.first], images[pair.second])
  }

  private static func settings(_ options: DuplicateOptions, pictures: Int) -> String {
    """
    \(PairVerifier.version) \(FingerprintSet.version) \(options.radius(for: pictures)) \
    \(options.leastTexture) \(options.thresholds)
    """
  }

  private static func stamp(_ item: GroupingItem, _ settings: String) -> [UInt8] {
    let properties = """
      \(settings) \(item.width) \(item.height) \(item.dct.hex) \(item.texture.bitPattern) \
      \(item.takenLocal ?? "-") \(item.camera ?? "-")
      """
    let bytes = Array(properties.utf8) + item.digest.bytes + item.chroma
    return Array(bytes.withUnsafeBytes(ContentDigest.sha256).bytes.prefix(16))
  }
}
