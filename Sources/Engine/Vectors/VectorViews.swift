import Core
import Synchronization
import Vectors

/// Views of vector indexes that searches of this process share, for as long as no vector changes:
/// opening an index costs more than many a search.
final class VectorViews: Sendable {
  private let views = Mutex<[String: (view: VectorSnapshot, revision: Int64)]>([:])

  /// The view of an index, by its name, that has every change up to a revision.
  func view(
    of name: String, at revision: Int64,
    _ make: () throws -> (index: VectorSnapshot, revision: Int64)
  ) throws -> (index: VectorSnapshot, revision: Int64) {
    if let known = views.withLock({ $0[name] }), known.revision == revision {
      return (known.view, revision)
    }
    let made = try make()
    views.withLock { $0[name] = (made.index, made.revision) }
    return made
  }

  /// After the indexes of a space were put in order: their new form is faster.
  func forget(_ space: VectorSpace) {
    views.withLock { views in
      for collection in VectorCollection.allCases { views[collection.name(in: space)] = nil }
    }
  }
}

extension Library {
  /// What can be found in a space now.
  func vectorView(
    of space: VectorSpace, _ collection: VectorCollection = .whole
  ) throws -> (index: VectorSnapshot, revision: Int64) {
    let revision = try catalogue.embeddingFeed().revision()
    return try vectorViews.view(of: collection.name(in: space), at: revision) {
      try VectorSync(catalogue: catalogue, space: space, collection: collection).snapshot()
    }
  }
}
