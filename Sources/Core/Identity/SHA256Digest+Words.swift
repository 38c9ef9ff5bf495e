extension SHA256Digest {
  /// Makes a digest of its four big-endian words, without going through an array.
  package init(words a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    words = InlineWords(a: a, b: b, c: c, d: d)
  }
}
