package import Core

extension ReviewSession {
  /// Marks named by one write to the disk.
  private static var window: Int { 256 }

  /// Makes marks, or takes them away: empty files beside pictures, which undo brings back.
  ///
  /// The journal names them durably before any is touched. Each is a file by itself, so there is
  /// nothing to settle after a crash: a mark is there or not, and undo looks.
  ///
  /// - Returns: an outcome with ``ReviewOutcome/marks``; what was refused is named by the mark's file.
  /// - Throws: a `Fault` when the journal cannot be written.
  package func setMarks(
    _ files: [FilePath], made isMade: Bool, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws(Fault) -> ReviewOutcome {
    try setMarks(
      isMade ? .mark : .unmark, files.map { MarkRecord($0) }, made: isMade, undoing: nil,
      cancellation: cancellation,
      progress: progress)
  }

  func setMarks(
    _ kind: ActionKind, _ files: [MarkRecord], made isMade: Bool, undoing undoes: Int?,
    cancellation: CancellationToken, progress: (ReviewProgress) -> Void
  ) throws(Fault) -> ReviewOutcome {
    var outcome = ReviewOutcome()
    outcome.marks = MarkOutcome(isMade: isMade)
    let pending = outcome.marksToChange(among: files)
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
      let window = pending[start..<end]
      try journal.commit([
        .marks(MarksRecord(action: action, isMade: isMade, files: Array(window)))
      ])
      let untouched = change(window, &outcome, done: start, progress)
      if !untouched.isEmpty {
        try journal.append([
          .marksUntouched(MarksRecord(action: action, isMade: isMade, files: untouched))
        ])
      }
      start = end
    }
    outcome.wasCancelled = start < pending.count
    try journal.commit([
      .ended(
        action: action, ending: outcome.wasCancelled ? .cancelled : .finished,
        refused: outcome.refused.count)
    ])
    return outcome
  }

  /// - Returns: the marks that were not touched after all.
  private func change(
    _ window: ArraySlice<MarkRecord>, _ outcome: inout ReviewOutcome, done: Int,
    _ progress: (ReviewProgress) -> Void
  ) -> [MarkRecord] {
    var untouched: [MarkRecord] = []
    let isMade = outcome.marks?.isMade ?? true
    for (offset, record) in window.enumerated() {
      let file = record.path.path
      do throws(Fault) {
        if try MarkFile(path: file).change(toMade: isMade, like: record, calls: calls) {
          outcome.marks?.changed.append(file)
          outcome.fileCount += 1
        } else {
          outcome.marks?.unchanged += 1
          untouched.append(record)
        }
      } catch {
        outcome.refused.append(.init(picture: file, fault: error))
        untouched.append(record)
      }
      progress(.settled(picture: file, done: done + offset + 1, bytes: 0))
    }
    // A mark that a power failure takes is made again by the same command: no reason to fail.
    for folder in Set(window.compactMap(\.path.path.parent)).sorted() {
      try? calls.synchroniseFolder(folder)
    }
    return untouched
  }
}

extension ReviewOutcome {
  /// What making marks, or taking them away, would do. Looks, and changes nothing.
  package static func plannedMarks(
    _ files: [FilePath], made isMade: Bool, alsoUnchanged: Int
  ) -> ReviewOutcome {
    var outcome = ReviewOutcome()
    outcome.marks = MarkOutcome(isMade: isMade)
    let pending = outcome.marksToChange(among: files.map { MarkRecord($0) })
    outcome.marks?.changed = pending.map(\.path.path)
    outcome.marks?.unchanged += alsoUnchanged
    return outcome
  }

  /// Counts the marks that are as they should be and those that must stay, and leaves the others.
  fileprivate mutating func marksToChange(among wanted: [MarkRecord]) -> [MarkRecord] {
    let isMade = marks?.isMade ?? true
    return wanted.compactMap { wish in
      do throws(Fault) {
        let found = try MarkFile(path: wish.path.path).recordToChange(toMade: isMade)
        // One that is to be made is to be as it was before; one that goes is as it is now.
        if let found { return isMade ? wish : found }
        marks?.unchanged += 1
      } catch {
        refused.append(Refusal(picture: wish.path.path, fault: error))
      }
      return nil
    }
  }
}
