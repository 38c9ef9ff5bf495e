import Core
import Engine
import Fingerprints
import TestSupport

/// A library whose rows were made up: facts, words, hashes, a small plane, a thumbnail and a descriptor
/// each. Its files do not exist.
struct MadeLibrary {
  let rows: Int
  /// Whose parts the descriptors are of; `nil` for made-up ones in clusters.
  var photographs: FilePath?

  private static let clusters = 400

  /// The ids of its pictures.
  func write(to folder: FilePath) throws -> [String] {
    let library = try Library(at: folder)
    var random = SeededGenerator(seed: 1)
    let vectors =
      try photographs.map { try RowVectors(photographs: $0) }
      ?? RowVectors.made(clusters: Self.clusters, &random)
    for start in stride(from: 0, to: rows, by: 2_000) {
      try library.writer.transaction { transaction in
        for number in start..<min(start + 2_000, rows) {
          try put(number, vectors.look(number, &random), transaction, &random)
        }
      }
    }
    var ids: [String] = []
    var cursor: String?
    repeat {
      let page = try library.reader.pictures(
        in: .added, ascending: true, after: cursor, limit: 5_000)
      ids += page.pictures.map { "\($0.ulid)" }
      cursor = page.next
    } while cursor != nil
    return ids
  }

  private func put(
    _ number: Int, _ look: (vector: [Float], luma: LumaPlane),
    _ transaction: CatalogueTransaction, _ random: inout SeededGenerator
  ) throws {
    let bits = (0..<8).map { _ in random.next() }
    var metadata = PictureMetadata()
    metadata.takenLocal = Self.date(number)
    // What clusters show does not say how it was taken.
    metadata.iso = 100 * Int.random(in: 1...32, using: &random)
    metadata.rating = Int.random(in: 0...5, using: &random)
    metadata.cameraModel = "Camera \(number % 12)"
    metadata.keywords = ["tag\(number % 997)", number.isMultiple(of: 3) ? "lake" : "street"]
    let image = try transaction.putImage(
      PictureRecord(
        sha256: SHA256Digest(words: bits[0], bits[1], bits[2], bits[3]),
        byteSize: Int64(bits[4] % 20_000_000),
        format: Int.random(in: 0..<4, using: &random) == 0 ? .png : .jpeg,
        width: 4_000, height: 3_000, frameCount: 1, hasAlpha: false, bitsPerSample: 8,
        hashes: PictureHashes(
          average: Hash64(bits: bits[5]), difference: Hash64(bits: bits[6]),
          perceptual: Hash64(bits: bits[7]),
          pdq: Hash256(a: bits[0], b: bits[5], c: bits[6], d: bits[7]), pdqQuality: 100,
          dct: Hash256(a: bits[1], b: bits[5], c: bits[6], d: bits[7]), texture: 9),
        metadata: metadata, placeholder: [UInt8](repeating: UInt8(number % 256), count: 24)),
      luma: look.luma,
      thumbnail: [UInt8](repeating: 7, count: 9_000),
      embeddings: [
        PictureEmbedding(
          EmbeddingSpace(
            VisualDescriptor.space, origin: .builtin(version: VisualDescriptor.version)),
          look.vector)
      ], signals: [])
    _ = try transaction.putFile(
      FilePath("/made/\(number / 1_000)/IMG_\(number).jpg"),
      identity: FileIdentity(
        device: 1, inode: UInt64(number), size: Int64(bits[4] % 20_000_000),
        modified: 1_700_000_000_000_000_000), image: image)
  }

  private static func date(_ number: Int) -> String? {
    if number.isMultiple(of: 20) { return nil }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(2_005 + number % 20)-\(two(1 + number % 12))-\(two(1 + number % 28))T"
      + "\(two(number % 24)):\(two(number % 60)):00"
  }
}
