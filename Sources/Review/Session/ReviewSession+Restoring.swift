package import Core

extension ReviewSession {
  /// Puts staged units back to where they came from.
  ///
  /// A unit is refused and named when something else is at its old place now, or when a staged file
  /// is gone or was changed.
  ///
  /// - Throws: a `Fault` when the selection names what is not staged, or when the journal cannot be
  ///   written.
  package func restore(
    _ selection: ReviewSelection, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws(Fault) -> ReviewOutcome {
    let pending = try units(selection).map { unit in
      PendingUnit(picture: unit.picture) { () throws(Fault) -> Transfer in
        Self.transfer(of: unit, from: .staged, to: .origin)
      }
    }
    return try perform(.restore, pending, cancellation: cancellation, progress: progress)
  }

  /// Takes an action back, with all of its units that are where it put them. A link or copy that an
  /// arrangement made is removed; it is refused and named when it is no longer what was made, and a
  /// copy also when its original is no longer there as it was.
  ///
  /// - Parameter action: its number; by default the last action that can be undone and is itself no
  ///   undo. The undo of an undo does the action again.
  /// - Throws: a `Fault`: `review.nothing-to-undo`; `review.permanent` for a permanent removal;
  ///   `review.no-action`; or when the journal cannot be written.
  package func undo(
    action: Int? = nil, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws(Fault) -> ReviewOutcome {
    let ledger = journal.ledger
    let target = try undoable(action)
    if let marks = ledger.undoableMarks(of: target) {
      return try setMarks(
        .undo, marks.files, made: !marks.isMade, undoing: target.id,
        cancellation: cancellation, progress: progress)
    }
    if target.marks != nil { throw Self.nothingToUndo() }
    guard let places = ledger.places(of: target) else { throw Self.permanent(target.id) }
    let movers = places.to == .arranged ? ledger.actionsThatMoved() : [:]
    let pending = ledger.undoableUnits(of: target).map { unit in
      PendingUnit(picture: unit.picture) { () throws(Fault) -> Transfer in
        try Self.checkUnmoved(unit, since: movers)
        return places.from == .trashed
          ? try self.trashTransfer(of: unit)
          : Self.transfer(of: unit, from: places.to, to: places.from)
      }
    }
    guard !pending.isEmpty else { throw Self.nothingToUndo() }
    return try perform(
      .undo, undoing: target.id, pending, cancellation: cancellation, progress: progress)
  }

  /// The staged units of a selection, oldest first.
  func units(_ selection: ReviewSelection) throws(Fault) -> [UnitRecord] {
    let staged = journal.ledger.units.values
      .filter { $0.files.contains { $0.place == .staged } }.sorted { $0.id < $1.id }
    switch selection {
    case .all: return staged
    case .action(let action): return staged.filter { $0.id.action == action }
    case .group(let group): return staged.filter { $0.group == group }
    case .units(let ids):
      let known = Dictionary(uniqueKeysWithValues: staged.map { ($0.id, $0) })
      if let unknown = ids.first(where: { known[$0] == nil }) {
        throw Fault(
          "review.not-staged", .user, "nothing staged is called \(unknown)",
          remedy: "List what is staged to see the names.")
      }
      return Set(ids).sorted().compactMap { known[$0] }
    }
  }

  /// The moves of a unit's files that are at one place to another.
  static func transfer(of unit: UnitRecord, from: FilePlace, to place: FilePlace) -> Transfer {
    var moves: [MoveRecord] = []
    for (index, file) in unit.files.enumerated() where file.place == from {
      var move = file.move(index: index, to: place == .origin ? file.origin : file.staged)
      if from == .trashed {
        move.trashNote = file.trashNote
        move.trashText = file.trashText
      }
      moves.append(move)
    }
    return Transfer(unit: unit.id, place: place, moves: moves, way: unit.way)
  }

  /// A link or copy that is gone counts as removed, but not one that another action has moved: back
  /// from there, nothing would be known of it.
  private static func checkUnmoved(
    _ unit: UnitRecord, since movers: [FilePath: Int]
  ) throws(Fault) {
    guard unit.way != nil else { return }
    for file in unit.files {
      guard let action = movers[file.current.path] else { continue }
      throw Fault(
        "review.moved-since", .user, "was moved by action \(action) since",
        remedy: "Undo that first: semblance undo \(action)", path: file.current.path)
    }
  }

  private func undoable(_ id: Int?) throws(Fault) -> ActionRecord {
    let ledger = journal.ledger
    guard let id else {
      let last = ledger.actions.last { $0.kind != .undo && ledger.canUndo($0) }
      guard let last else { throw Self.nothingToUndo() }
      return last
    }
    guard let action = ledger.action(id) else {
      throw Fault(
        "review.no-action", .user, "there is no action \(id)",
        remedy: "List the history to see the numbers.")
    }
    return action
  }

  private static func nothingToUndo() -> Fault {
    Fault(
      "review.nothing-to-undo", .user, "nothing is where that action put it",
      remedy: "List the history to see what can be undone.")
  }

  private static func permanent(_ id: Int) -> Fault {
    Fault(
      "review.permanent", .user, "action \(id) removed files for good and cannot be undone",
      remedy: "Only a backup can bring them back.")
  }
}
