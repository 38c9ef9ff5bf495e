import Core
import Fingerprints
import Foundation
import Grouping
import Kernels
import TestSupport

/// A picture as a function of place, so that copies of every kind can be sampled without decoding.
struct PaintedPicture {
  private let blobs: [(x: Float, y: Float, size: Float, tone: Float)]

  init(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    blobs = (0..<60).map { _ in
      (
        .random(in: -0.1...1.1, using: &generator), .random(in: -0.1...1.1, using: &generator),
        .random(in: 0.02...0.12, using: &generator), .random(in: -80...80, using: &generator)
      )
    }
  }

  /// Samples the picture at the places that `map` gives for a 128×128 plane.
  func plane(
    _ map: AffineMap = .identity, tone change: (Float) -> Float = { $0 },
    paint: (Float, Float) -> Float? = { _, _ in nil }
  ) -> LumaPlane {
    var samples = [UInt8](repeating: 0, count: 128 * 128)
    for row in 0..<128 {
      for column in 0..<128 {
        let (u, v) = ((Float(column) + 0.5) / 128, (Float(row) + 0.5) / 128)
        let (x, y) = (map.x0 + map.xx * u + map.xy * v, map.y0 + map.yx * u + map.yy * v)
        let value = paint(u, v) ?? change(tone(x, y))
        samples[row * 128 + column] = UInt8(max(0, min(255, value.rounded())))
      }
    }
    return LumaPlane(width: 128, height: 128, samples: samples)
  }

  private func tone(_ x: Float, _ y: Float) -> Float {
    blobs.reduce(128) { sum, blob in
      let (dx, dy) = ((x - blob.x) / blob.size, (y - blob.y) / blob.size)
      let distance = dx * dx + dy * dy
      return distance > 12 ? sum : sum + blob.tone * exp(-distance)
    }
  }
}

/// Items and planes for a search, without files.
struct PaintedLibrary: LumaSource {
  private(set) var items: [GroupingItem] = []
  private var planes: [LumaPlane] = []

  func luma(of item: Int) -> LumaPlane { planes[item] }

  /// - Returns: the position of the new item.
  @discardableResult
  mutating func add(
    _ name: String, _ plane: LumaPlane, width: Int = 1200, height: Int = 1200,
    taken: String? = nil, richness: Int = 0, chroma: UInt8 = 140, isReference: Bool = false,
    perceptual: Hash64? = nil
  ) -> Int {
    let block = DCTBlock(of: plane)
    var bytes = [UInt8](repeating: 0, count: 32)
    for (position, byte) in name.utf8.enumerated() {
      bytes[position % 32] ^= byte &+ UInt8(position)
    }
    planes.append(plane)
    items.append(
      GroupingItem(
        id: Int64(items.count), path: FilePath("/library/\(name).jpg"),
        digest: SHA256Digest(bytes: bytes)!, width: width, height: height,
        byteSize: Int64(width * height / 4), format: .jpeg, dct: block.hash,
        perceptual: perceptual ?? ImageHash.perceptualHash(of: plane),
        texture: block.texture, chroma: Array(repeating: chroma, count: 128), takenLocal: taken,
        metadataRichness: richness, isReference: isReference))
    return items.count - 1
  }

  func report(
    refused: Set<PairKey> = [], memory: ComparisonMemory = ComparisonMemory(),
    pixelDigest: @Sendable (Int) -> SHA256Digest? = { _ in nil }
  ) throws -> DuplicateReport {
    try DuplicateFinder().report(
      on: items, lumas: self, pixelDigest: pixelDigest, refused: refused, memory: memory)
  }
}
