/// What a pair needs, after its hashes came close, to be held for duplicates.
package struct PairConfirmation: Hashable, Sendable {
  package enum Method: String, CaseIterable, Sendable {
    /// One picture, laid over the other, agrees with it.
    case pixels
    /// The cosine of the two pictures' vectors is high.
    case cosine
    /// Both of these.
    case both
    /// One of these.
    case either
  }

  package var method = Method.pixels
  /// The least cosine of two vectors that confirms a pair.
  package var leastCosine: Float = 0.95
  /// Largest Hamming distance (of 64) of the perceptual hashes of a pair that a cosine alone may
  /// confirm.
  package var gate = 6

  package init() {}

  package var asksCosines: Bool { method != .pixels }
  /// Whether what the pixels agree on needs the cosine too.
  var requiresCosine: Bool { method == .cosine || method == .both }
  /// Whether a cosine is enough.
  package var findsLookAlikes: Bool { method == .cosine || method == .either }
}
