package import Core
import Synchronization

/// The vectors of texts, kept for as long as the process lives: people and pages ask again.
package final class TextVectors: Sendable {
  private struct Key: Hashable {
    var space: VectorSpace
    var text: String
    var usesTemplates: Bool
  }

  private let known: Mutex<RecentValues<Key, [Float]>>

  /// - Parameter capacity: how many texts are kept.
  package init(capacity: Int = 1_000) { known = Mutex(RecentValues(capacity: capacity)) }

  /// The vector of a text, of length 1; with templates the mean over its sentences.
  ///
  /// - Throws: a fault of the model.
  package func vector(
    of text: String, usesTemplates: Bool, by model: any TextEmbedding
  ) throws(Fault) -> [Float] {
    let key = Key(space: model.space, text: text, usesTemplates: usesTemplates)
    if let vector = known.withLock({ $0.value(for: key) }) { return vector }
    let texts = usesTemplates ? PromptTemplates.texts(for: text) : [text]
    let vectors = try model.vectors(of: texts).map(VectorMath.normalized)
    let vector = VectorMath.normalized(VectorMath.sum(vectors.map { (1, $0) }))
    known.withLock { $0.set(vector, for: key) }
    return vector
  }
}
