package import Core

extension ReviewSession {
  /// Removes staged units: the only thing in Semblance that deletes.
  ///
  /// A unit is refused and named when a staged file was changed, or when a picture's kept copy is
  /// no longer there as it was.
  ///
  /// - Parameters:
  ///   - count: exactly how many files (pictures and companions) the caller expects to go, as a
  ///     person was told.
  ///   - disposal: the platform's trash, which ``undo(action:cancellation:progress:)`` takes back
  ///     as long as it is not emptied, or for good.
  ///   - requiresKeepers: whether each picture's kept copy must still be there and unchanged.
  /// - Throws: a `Fault`: `review.count` when the number is another, before anything is done;
  ///   `review.not-staged`; or when the journal cannot be written.
  package func approve(
    _ selection: ReviewSelection, expecting count: Int, disposal: Disposal = .trash,
    requiresKeepers: Bool = true, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws(Fault) -> ReviewOutcome {
    let chosen = try units(selection)
    let actual = chosen.reduce(0) { $0 + $1.files.count { $0.place == .staged } }
    guard actual == count else {
      throw Fault(
        "review.count", .user, "\(actual) files would be removed, not \(count)",
        remedy: "Look at what is staged again, and give that number.")
    }
    let pending = chosen.map { unit in
      PendingUnit(picture: unit.picture) { () throws(Fault) -> Transfer in
        var transfer =
          disposal == .trash
          ? try self.trashTransfer(of: unit) : Self.deletion(of: unit)
        if requiresKeepers { transfer.keepers = unit.keepers.map { $0.map(\.file) } }
        return transfer
      }
    }
    return try perform(
      disposal == .trash ? .trash : .delete, pending, cancellation: cancellation,
      progress: progress)
  }

  /// The moves of a unit's staged files to the trash, under free names there.
  func trashTransfer(of unit: UnitRecord) throws(Fault) -> Transfer {
    var moves: [MoveRecord] = []
    let date = clock()
    for (index, file) in unit.files.enumerated() where file.place == .staged {
      let slot = try trash.slot(
        for: file.current.path, origin: file.origin.path, date: date, reserved: &trashReserved)
      var move = file.move(index: index, to: EncodedPath(slot.file))
      move.trashNote = EncodedPath(slot.note)
      move.trashText = slot.text
      moves.append(move)
    }
    return Transfer(unit: unit.id, place: .trashed, moves: moves)
  }

  private static func deletion(of unit: UnitRecord) -> Transfer {
    var moves: [MoveRecord] = []
    for (index, file) in unit.files.enumerated() where file.place == .staged {
      moves.append(file.move(index: index, to: file.current))
    }
    return Transfer(unit: unit.id, place: .deleted, moves: moves)
  }
}
