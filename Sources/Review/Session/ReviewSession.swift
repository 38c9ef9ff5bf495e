package import Core
import Glibc

/// The only part of Semblance that moves a person's files: stages them, puts them back, and removes
/// them once approved.
///
/// Every unit (a picture with its companions) moves whole or not at all, never over another file;
/// every action is journalled first and can be undone, after a crash or restart too, except for a
/// permanent removal. One session holds a journal at a time, among all processes. All calls block
/// on the disk: use a session from one thread, not from the cooperative pool.
package final class ReviewSession {
  /// What opening found and put right.
  package private(set) var recovery = RecoveryReport()

  var journal: ReviewJournal
  let mover: UnitMover
  let trash: TrashCan
  let calls: SystemCalls
  /// Places in the trash that this session has given away.
  var trashReserved: Set<FilePath> = []
  /// Milliseconds since 1970.
  let clock: () -> Int64

  /// Opens the journal in a folder (made if missing) and brings whatever a crash left in between to
  /// its end: a unit of which every file has arrived is completed, any other is put back.
  ///
  /// - Parameters:
  ///   - trash: where approved files go.
  ///   - calls: the calls that change the file system; tests watch them.
  ///   - compactionSize: bytes beyond which opening rewrites the journal in short form.
  ///   - clock: the time, in milliseconds since 1970.
  /// - Throws: a `Fault`: `review.busy` while another session is open; `journal.version`;
  ///   a failed system call.
  package init(
    journalFolder: FilePath, trash: TrashCan = TrashCan(), calls: SystemCalls = SystemCalls(),
    compactionSize: Int64 = 16 << 20, clock: @escaping () -> Int64 = ReviewSession.wallClock
  ) throws(Fault) {
    journal = try ReviewJournal.open(
      journalFolder, calls: calls, compactionSize: compactionSize)
    mover = UnitMover(calls: calls, token: journal.token)
    self.trash = trash
    self.calls = calls
    self.clock = clock
    recovery.tornBytes = self.journal.opening.tornBytes
    recovery.damagedLines = self.journal.opening.damagedLines
    recovery.setAside = self.journal.opening.setAside
    try recover()
  }

  /// What is staged and not decided on, oldest first. A unit of which some files are elsewhere is
  /// listed with those that are still staged.
  package func staged() -> [StagedItem] {
    journal.ledger.units.values.sorted { $0.id < $1.id }.compactMap(\.stagedItem)
  }

  /// Every action since the journal began, oldest first.
  package func history() -> [ReviewAction] {
    journal.ledger.actions.map { action in
      ReviewAction(
        id: action.id, kind: action.kind, date: action.date, undoes: action.undoes,
        unitCount: action.units.count, fileCount: action.files, byteCount: action.bytes,
        refusedCount: action.refused, ending: action.ending,
        canUndo: journal.ledger.canUndo(action))
    }
  }

  package static func wallClock() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  // MARK: Recovery

  /// Settles every open intent, ends every open action, and removes empty folders.
  func recover() throws(Fault) {
    for open in journal.ledger.open {
      let settling = mover.settle(open)
      try journal.append([
        .settled(
          SettlementRecord(
            action: open.intent.action, unit: open.intent.unit, arrived: settling.arrived))
      ])
      report(open, settling)
    }
    for action in journal.ledger.actions where action.ending == nil {
      recovery.interrupted.append(action.id)
      try journal.append([
        .ended(action: action.id, ending: .interrupted, refused: action.refused)
      ])
    }
    if !recovery.interrupted.isEmpty { try journal.synchronise() }
    removeEmptyFolders()
  }

  private func report(_ open: ReviewLedger.OpenIntent, _ settling: UnitMover.Settling) {
    let arrived = settling.arrived
    let ending: RecoveryReport.Unit.Ending =
      arrived.allSatisfy { $0 } ? .completed : arrived.contains(true) ? .partial : .putBack
    recovery.units.append(
      RecoveryReport.Unit(
        id: open.intent.unit, picture: open.intent.moves[0].from.path, ending: ending,
        faults: settling.faults))
  }
}

extension UnitRecord {
  /// The unit as a person sees it; `nil` when none of it is staged.
  var stagedItem: StagedItem? {
    let staged = files.filter { $0.place == .staged }
    guard !staged.isEmpty else { return nil }
    return StagedItem(
      id: id,
      files: staged.map {
        .init(
          origin: $0.origin.path, path: $0.current.path, size: $0.stamp.size,
          isRequested: $0.isRequested)
      },
      root: root.path, group: group, reason: reason, date: date,
      keepers: keepers.map { $0.map(\.path.path) })
  }

  /// The picture to name the unit by.
  var picture: FilePath { (files.first(where: \.isRequested) ?? files[0]).origin.path }
}
