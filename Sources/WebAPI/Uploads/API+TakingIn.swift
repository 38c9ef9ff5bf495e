internal import Core
internal import Engine
internal import HTTPKit

extension API {
  /// Takes pictures in while the model's queue has room: one call at a time, so that the same picture is
  /// not taken in twice and the bound is kept.
  ///
  /// - Parameter note: notes what else is known of them, before the next are taken in.
  /// - Throws: ``HTTPProblem`` 429 when too many wait already; faults of the library.
  func takeIn(
    _ uploads: [Upload],
    note: @escaping @Sendable (Library, [UploadOutcome]) throws -> Void = { _, _ in }
  ) async throws -> [UploadOutcome] {
    let (vectors, models) = (vectors, models)
    let outcomes = try await take { library in
      // A server that was just started has not counted yet. Without its model nothing can be counted;
      // the job that fails for want of it says so.
      if vectors.count == nil, let model = try? models.model(of: library) {
        vectors.set(try library.lackingVectors(of: model))
      }
      try vectors.admit()
      let outcomes = try library.takeIn(uploads)
      vectors.add(outcomes.count { $0.status == .created })
      try note(library, outcomes)
      return outcomes
    }
    if outcomes.contains(where: { $0.status == .created }) { afterUpload() }
    return outcomes
  }
}
