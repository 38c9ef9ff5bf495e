import Core
import Synchronization
import Vectors

/// Views of vector indexes that searches of this process share, for as long as no vector changes:
/// opening an index costs more than many a search.
final class VectorViews: Sendable {
  private let views = Mutex<[String: (view: VectorSnapshot, revision: Int64)]>([:])

  /// The view of a space that has every change up to a revision.
  func view(
    of space: VectorSpace, at revision: Int64,
    _ make: () throws -> (index: VectorSnapshot, revision: Int64)
  ) throws -> (index: VectorSnapshot, revision: Int64) {
    if let known = views.withLock({ $0[space.name] }), known.revision == revision {
      return (known.view, revision)
    }
    let made = try make()
    views.withLock { $0[space.name] = (made.index, made.revision) }
    return made
  }

  /// After an index was put in order: its new form is faster.
  func forget(_ space: VectorSpace) { views.withLock { $0[space.name] = nil } }
}

extension Library {
  /// What can be found in a space now.
  func vectorView(of space: VectorSpace) throws -> (index: VectorSnapshot, revision: Int64) {
    let revision = try catalogue.embeddingFeed().revision()
    return try vectorViews.view(of: space, at: revision) {
      try VectorSync(catalogue: catalogue, space: space).snapshot()
    }
  }
}
