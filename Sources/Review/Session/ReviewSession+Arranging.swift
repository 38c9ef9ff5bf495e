package import Core

extension ReviewSession {
  /// Carries out a plan of an ``ArrangementPlanner``: puts pictures with their companions into
  /// folders, as links, as copies, or by moving them. An undo takes all of it back.
  ///
  /// A unit is refused, named, and left as it was when one of its files has changed since the
  /// report, or when a file cannot be moved, linked or copied (full disk, permission, a disk without
  /// links); the others go on. A name that was taken since the plan was made gets the next free
  /// suffix. What is arranged is never part of ``staged()``, so that no approval removes it.
  ///
  /// - Throws: a `Fault` when the journal cannot be written.
  package func arrange(
    _ plan: ReviewPlan, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws(Fault) -> ReviewOutcome {
    let action = journal.ledger.nextAction
    let date = clock()
    let seal = plan.seal.map { SealRecord(path: EncodedPath($0.path), text: $0.text) }
    var clashes = NameClash(keepsStemsApart: true)
    let pending = plan.units.enumerated().map { index, unit in
      PendingUnit(picture: unit.picture) { () throws(Fault) -> Transfer in
        for planned in unit.files { try planned.file.check(digesting: false) }
        let destinations = try clashes.resolve(unit.files.map(\.clashName))
        var transfer = Self.transfer(
          of: unit, to: destinations, at: .arranged,
          id: UnitID(action: action, number: index + 1), date: date,
          way: plan.way == .move ? nil : plan.way)
        transfer.seal = seal
        return transfer
      }
    }
    return try perform(.arrange, pending, cancellation: cancellation, progress: progress)
  }

  /// The files that were moved into the folders of arrangements, with where they came from; in the
  /// order of the units.
  package func arrangedByMoving() -> [ArrangedFile] {
    journal.ledger.units.values.filter { $0.way == nil }.sorted { $0.id < $1.id }.flatMap { unit in
      unit.files.filter { $0.place == .arranged }
        .map { ArrangedFile(origin: $0.origin.path, path: $0.current.path) }
    }
  }
}

/// A file that was moved into a folder with pictures like it.
package struct ArrangedFile: Hashable, Sendable {
  package let origin: FilePath
  /// Where it lies now.
  package let path: FilePath
}
