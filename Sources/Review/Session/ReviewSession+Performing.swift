import Core
import Glibc

/// One unit's part of an action, ready to be announced.
struct Transfer {
  var unit: UnitID
  var place: FilePlace
  var moves: [MoveRecord]
  /// Only when the unit is staged or arranged for the first time.
  var describes: UnitRecord?
  /// `.symlink` or `.copy` where links or copies are made or removed; `nil` where files move.
  var way: TransferWay?
  /// Made where it is missing.
  var seal: SealRecord?
  /// For each picture the files of which one must be intact once it has moved.
  var keepers: [[ReviewedFile]] = []
}

/// A unit that waits for its turn.
struct PendingUnit {
  let picture: FilePath
  /// Checks the unit and says what to do with it; throws to have it refused.
  let prepare: () throws(Fault) -> Transfer
}

extension ReviewSession {
  /// Units announced by one write to the disk. More would be a little faster, and leave more to put
  /// right after a crash.
  private static var window: Int { 64 }

  /// Carries out an action: announces a window of units durably, moves them one by one, makes the
  /// folders durable, and notes how each ended.
  ///
  /// - Throws: a `Fault` when the journal cannot be written. What has been done is in the journal
  ///   and is settled before the next action, or at the next opening.
  func perform(
    _ kind: ActionKind, undoing undoes: Int? = nil, _ pending: [PendingUnit],
    cancellation: CancellationToken, progress: (ReviewProgress) -> Void
  ) throws(Fault) -> ReviewOutcome {
    var outcome = ReviewOutcome()
    guard !pending.isEmpty else { return outcome }
    if !journal.ledger.open.isEmpty { try recover() }
    let action = journal.ledger.nextAction
    outcome.action = action
    try journal.append([
      .action(ActionRecord(id: action, kind: kind, date: clock(), undoes: undoes))
    ])
    progress(.began(units: pending.count))
    var start = 0
    while start < pending.count, !cancellation.isCancelled {
      let end = min(start + Self.window, pending.count)
      try perform(
        pending[start..<end], action: action, &outcome, cancellation: cancellation,
        progress: progress)
      start = end
    }
    outcome.wasCancelled = cancellation.isCancelled && outcome.settledCount < pending.count
    try journal.commit([
      .ended(
        action: action, ending: outcome.wasCancelled ? .cancelled : .finished,
        refused: outcome.refused.count)
    ])
    if kind != .stage { removeEmptyFolders() }
    return outcome
  }

  private func perform(
    _ window: ArraySlice<PendingUnit>, action: Int, _ outcome: inout ReviewOutcome,
    cancellation: CancellationToken, progress: (ReviewProgress) -> Void
  ) throws(Fault) {
    var ready: [(picture: FilePath, transfer: Transfer, intent: IntentRecord)] = []
    for unit in window {
      if cancellation.isCancelled { break }
      do throws(Fault) {
        let transfer = try unit.prepare()
        ready.append((unit.picture, transfer, try intent(for: transfer, action: action)))
      } catch {
        outcome.refused.append(.init(picture: unit.picture, fault: error))
        progress(outcome.settled(unit.picture))
      }
    }
    try journal.commit(ready.map { .intent($0.intent) })
    var settlements: [JournalRecord] = []
    var touched: Set<FilePath> = []
    for (picture, transfer, intent) in ready {
      let isStopped = cancellation.isCancelled
      let (arrived, fault) =
        isStopped
        ? (intent.moves.map { _ in false }, nil)
        : carryOut(intent, keepers: transfer.keepers, touched: &touched)
      settlements.append(
        .settled(SettlementRecord(action: action, unit: intent.unit, arrived: arrived)))
      if isStopped { continue }
      outcome.add(intent, arrived: arrived, fault: fault, picture: picture)
      progress(outcome.settled(picture))
    }
    for folder in touched.sorted() where (try? FileEntry.exists(folder)) == true {
      try calls.synchroniseFolder(folder)
    }
    try journal.append(settlements)
  }

  /// Moves one unit, or leaves it as it was and says why.
  private func carryOut(
    _ intent: IntentRecord, keepers: [[ReviewedFile]], touched: inout Set<FilePath>
  ) -> (arrived: [Bool], fault: Fault?) {
    do throws(Fault) {
      try mover.check(intent)
      try Self.checkKeepers(keepers, digesting: false, picture: intent.moves[0].from.path)
    } catch {
      return (intent.moves.map { _ in false }, error)
    }
    do throws(Fault) {
      try mover.carryOut(
        intent, touched: &touched,
        confirm: { () throws(Fault) in
          try Self.checkKeepers(keepers, digesting: false, picture: intent.moves[0].from.path)
        },
        record: { (copies) throws(Fault) in
          try self.journal.commit(copies.map { .copied($0) })
        })
      return (intent.moves.map { _ in true }, nil)
    } catch {
      let open = journal.ledger.open.first {
        $0.intent.action == intent.action && $0.intent.unit == intent.unit
      }
      let settling = mover.settle(
        open ?? ReviewLedger.OpenIntent(intent: intent), takingBack: true)
      return (settling.arrived, error)
    }
  }

  private func intent(for transfer: Transfer, action: Int) throws(Fault) -> IntentRecord {
    var folders: [FilePath] = []
    let isRemoval = transfer.way != nil && transfer.place == .origin
    if transfer.place != .deleted && transfer.place != .trashed && !isRemoval {
      for folder in Set(transfer.moves.compactMap(\.to.path.parent)).sorted() {
        for missing in try ReviewJournal.missingFolders(of: folder)
        where !folders.contains(missing) { folders.append(missing) }
      }
    }
    var seal = transfer.seal
    if let path = seal?.path.path, try FileEntry.exists(path) { seal = nil }
    return IntentRecord(
      action: action, unit: transfer.unit, place: transfer.place, moves: transfer.moves,
      folders: folders.map { EncodedPath($0) }, describes: transfer.describes, way: transfer.way,
      seal: seal)
  }

  /// At least one keeper of each picture must be there and unchanged.
  static func checkKeepers(
    _ keepers: [[ReviewedFile]], digesting: Bool, picture: FilePath
  ) throws(Fault) {
    for choices in keepers where !choices.isEmpty {
      var last: Fault?
      var isKept = false
      for keeper in choices where !isKept {
        do throws(Fault) {
          try keeper.check(digesting: digesting)
          isKept = true
        } catch { last = error }
      }
      guard isKept else {
        throw Fault(
          "review.no-keeper", .user, "the copy that was to stay is gone or has changed",
          remedy: "Nothing is moved that may be the last copy; index again.", path: picture,
          underlying: last?.description)
      }
    }
  }
}

extension ReviewOutcome {
  var settledCount: Int { moved.count + refused.count }

  func settled(_ picture: FilePath) -> ReviewProgress {
    .settled(picture: picture, done: settledCount, bytes: byteCount)
  }

  mutating func add(
    _ intent: IntentRecord, arrived: [Bool], fault: Fault?, picture: FilePath
  ) {
    if let fault {
      refused.append(Refusal(picture: picture, fault: fault))
    } else {
      moved.append(intent.unit)
    }
    way = intent.way ?? .move
    isTakingBack = intent.place == .origin
    for (move, isThere) in zip(intent.moves, arrived) where isThere {
      fileCount += 1
      byteCount += intent.byteCount(move)
    }
  }
}
