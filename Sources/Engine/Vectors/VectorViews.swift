import Core
import Synchronization
import Vectors

/// Views of vector indexes that searches of this process share, for as long as no vector changes:
/// opening an index costs more than many a search.
final class VectorViews: Sendable {
  private typealias View = (index: VectorSnapshot, revision: Int64)

  private struct State {
    var views: [String: Lagging<View>] = [:]
    /// Index runs of this process that have not ended.
    var runs = 0
  }

  private let state = Mutex(State())

  /// The view of an index, by its name, that has every change up to a revision. While this process
  /// indexes, a little earlier one may do, as changes come in faster than views can be made: what went
  /// meanwhile, the catalogue leaves out of what is found.
  func view(
    of name: String, at revision: Int64,
    _ make: () throws -> (index: VectorSnapshot, revision: Int64)
  ) throws -> (index: VectorSnapshot, revision: Int64) {
    let known = state.withLock { state -> View? in
      guard let view = state.views[name] else { return nil }
      let isGood = view.value.revision == revision || state.runs > 0 && view.mayStand
      return isGood ? view.value : nil
    }
    if let known { return known }
    let made = try Lagging(make)
    state.withLock { $0.views[name] = made }
    return made.value
  }

  /// Runs what commits many changes one after the other. Whoever waits for its end finds them all.
  func whileIndexing<R>(_ body: () throws -> R) rethrows -> R {
    state.withLock { $0.runs += 1 }
    defer {
      state.withLock { state in
        state.runs -= 1
        state.views = [:]
      }
    }
    return try body()
  }

  /// After the indexes of a space were put in order: their new form is faster.
  func forget(_ space: VectorSpace) {
    state.withLock { state in
      for collection in VectorCollection.allCases {
        state.views[collection.name(in: space)] = nil
      }
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
