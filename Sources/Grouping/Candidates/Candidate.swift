/// A pair whose hashes came close, and under which turns and crops they did.
package struct Candidate: Sendable {
  package struct Hypothesis: Hashable, Sendable {
    /// Position of the item whose stored hash was met: it lies inside the other.
    package var template: Int
    package var alignment: PairAlignment
    package var distance: Int
  }

  package var pair: PairKey
  /// The closest few, best first.
  package var hypotheses: [Hypothesis]
}
