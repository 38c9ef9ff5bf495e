import Fingerprints
import Kernels

/// Why two pictures are held to be duplicates.
package struct PairEvidence: Hashable, Sendable {
  /// Positions of the two pictures among the items; `template` is the one that shows no more than
  /// the other (of a picture and its crop: the crop).
  package var template: Int
  package var image: Int
  package var kind: DuplicateKind
  /// How sure it is that they are what `kind` says or a closer kind, 0…100.
  package var confidence: Int
  /// Differing bits of the 256-bit hashes as they are stored.
  package var distance: Int
  package var alignment: PairAlignment
  /// Correlation of the two after alignment, −1…1.
  package var correlation: Float
  /// Share of tiles with something in them that agree, 0…1.
  package var agreement: Float
  /// Share of the template that lies inside the image, 0…1.
  package var coverage: Float
  /// Share of the image that the template shows, 0…1.
  package var extent: Float
  /// What is left unexplained after tones are fitted, relative to the picture's own contrast: the
  /// median tile, and the worst tenth.
  package var residual: Float
  package var worstResidual: Float
  /// The position of the one with an empty border beyond the other, if either has.
  package var padded: Int?
  /// The cosine of the two pictures' vectors, where it was asked for. Not part of what is kept of a
  /// comparison.
  package var cosine: Float?

  /// The positions in ascending order.
  package var pair: PairKey { PairKey(template, image) }

  /// Whether one of the two was turned by a degree or more.
  var isTilted: Bool { max(abs(alignment.map.xy), abs(alignment.map.yx)) >= 0.012 }

  /// Whether this says more than another comparison of the same pair: copies before moments, then
  /// the better fit.
  func isStronger(than other: PairEvidence) -> Bool {
    kind.isCopy != other.kind.isCopy ? kind.isCopy : correlation > other.correlation
  }

  /// The other of the two.
  package func other(than item: Int) -> Int { item == template ? image : template }
}

/// An unordered pair of positions.
package struct PairKey: Hashable, Comparable, Sendable {
  package let first: Int
  package let second: Int

  package init(_ a: Int, _ b: Int) {
    first = min(a, b)
    second = max(a, b)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}
