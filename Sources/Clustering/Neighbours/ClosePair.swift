/// Two vectors and their cosine.
package struct ClosePair: Hashable, Sendable {
  /// The smaller number.
  package var first: UInt32
  package var second: UInt32
  package var cosine: Float

  package init(first: UInt32, second: UInt32, cosine: Float) {
    (self.first, self.second, self.cosine) = (first, second, cosine)
  }

  /// Nearest first; equal ones by number.
  package static func comesBefore(_ one: ClosePair, _ other: ClosePair) -> Bool {
    one.cosine == other.cosine
      ? (one.first, one.second) < (other.first, other.second) : one.cosine > other.cosine
  }
}
