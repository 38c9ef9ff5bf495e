/// How large a picture is decoded for a model.
package enum ModelDetail: Hashable, Sendable {
  /// Shrunk by the decoder so that the shorter side keeps at least twice this many pixels where the
  /// file has them: the model's own filter still decides how the picture looks. A vector's cosine
  /// with that of the full decode is told in docs/BENCHMARKS.md.
  case scaled(side: Int)
  /// Every pixel: the model's recipe to the bit, at the time and the memory that this takes.
  case full
}
