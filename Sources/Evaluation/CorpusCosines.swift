import Core
import Fingerprints
import Grouping

/// Cosines of the built-in descriptor over a corpus.
package struct CorpusCosines: CosineSource {
  /// By item; of length 1.
  let vectors: [[Float]]

  package func cosine(_ one: Int, _ other: Int) -> Float? {
    zip(vectors[one], vectors[other]).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
