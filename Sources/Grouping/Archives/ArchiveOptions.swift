/// How archives are compared.
package struct ArchiveOptions: Hashable, Sendable {
  package var hash = VisualHash.dhash
  /// Previews match when their hashes differ by fewer bits; `nil` for the hash's own.
  package var threshold: Int?
  /// Previews match only when the cosine of their descriptors is at least this: most photographs
  /// that are edits of one picture have more, most that have nothing in common less
  /// (`VisualDescriptor.copyCosine`).
  package var leastCosine: Float = 0.7
  /// Pairs that are less sure are left out, 0…100.
  package var leastConfidence = 50

  package init() {}

  package var usedThreshold: Int { threshold ?? hash.defaultThreshold }

  /// A mesh seen from around is nearly, and never quite, what the other is from the front: hashes may
  /// differ by twice as many bits, and descriptors must agree all the more. Of generated meshes turned
  /// by 5° to 15°, the nearest views have cosines from 0.90 on, those of other meshes up to 0.86
  /// (docs/BENCHMARKS.md).
  var turnedThreshold: Int { min(2 * usedThreshold, hash.bitCount / 4) }
  var turnedCosine: Float { max(leastCosine, 0.9) }
}
