import Core

/// What the journal's records add up to: where every unit is, what was done, and what was begun and
/// not settled. A pure value without I/O; equal records give an equal ledger.
struct ReviewLedger: Sendable {
  /// An intent without a settlement, with the copies that were completed for it.
  struct OpenIntent: Sendable {
    var intent: IntentRecord
    /// By the file's index in the unit.
    var copies: [Int: FileStamp] = [:]
  }

  private(set) var actions: [ActionRecord] = []
  private(set) var units: [UnitID: UnitRecord] = [:]
  /// In the order in which they were announced.
  private(set) var open: [OpenIntent] = []
  /// Folders that staging made, to be removed once they are empty again.
  private(set) var madeFolders: Set<FilePath> = []

  var nextAction: Int { (actions.last?.id ?? 0) + 1 }

  mutating func apply(_ record: JournalRecord) {
    switch record {
    case .action(let action): actions.append(action)
    case .intent(let intent): open.append(OpenIntent(intent: intent))
    case .copied(let copy): note(copy)
    case .settled(let settlement): settle(settlement)
    case .marks(let marks): note(marks)
    case .marksUntouched(let marks): leaveOut(marks)
    case .ended(let action, let ending, let refused):
      update(action) {
        $0.ending = ending
        $0.refused = refused
      }
    case .unit(let unit): units[unit.id] = unit
    case .folders(let folders): madeFolders.formUnion(folders.map(\.path))
    }
  }

  /// The action of this number; O(log n).
  func action(_ id: Int) -> ActionRecord? { position(of: id).map { actions[$0] } }

  /// Forgets folders that are gone, or that are not empty and so somebody's.
  mutating func forget(folder: FilePath) { madeFolders.remove(folder) }

  /// The records that make a ledger equal to this one, for compaction. Deleted files are left out:
  /// nothing can be done with them any more; their actions stay.
  func snapshot() -> [JournalRecord] {
    let living = units.values.filter { $0.files.contains { $0.place != .deleted } }
    let folders = madeFolders.sorted().map { EncodedPath($0) }
    return actions.map { .action($0) } + living.sorted { $0.id < $1.id }.map { .unit($0) }
      + (folders.isEmpty ? [] : [.folders(folders)])
  }

  private mutating func note(_ copy: CopyRecord) {
    guard
      let index = open.lastIndex(where: {
        $0.intent.action == copy.action && $0.intent.unit == copy.unit
      })
    else { return }
    open[index].copies[copy.file] = copy.stamp
  }

  private mutating func note(_ marks: MarksRecord) {
    update(marks.action) {
      $0.marks = MarksRecord(
        action: marks.action, isMade: marks.isMade, files: ($0.marks?.files ?? []) + marks.files)
      $0.files += marks.files.count
    }
    // What it takes back is taken back; what that had taken back is in force again, and so on.
    var (next, isTakenBack) = (action(marks.action)?.undoes, true)
    while let id = next {
      update(id) { $0.isTakenBack = isTakenBack }
      (next, isTakenBack) = (action(id)?.undoes, !isTakenBack)
    }
  }

  private mutating func leaveOut(_ marks: MarksRecord) {
    let untouched = Set(marks.files.map(\.path))
    update(marks.action) {
      $0.marks?.files.removeAll { untouched.contains($0.path) }
      $0.files -= marks.files.count
    }
  }

  private mutating func settle(_ settlement: SettlementRecord) {
    guard
      let index = open.firstIndex(where: {
        $0.intent.action == settlement.action && $0.intent.unit == settlement.unit
      })
    else { return }
    let ended = open.remove(at: index)
    let intent = ended.intent
    guard settlement.arrived.contains(true),
      var unit = intent.describes ?? units[intent.unit]
    else { return }
    var bytes: Int64 = 0
    for (move, arrived) in zip(intent.moves, settlement.arrived) where arrived {
      unit.files[move.file].place = intent.place
      unit.files[move.file].current = move.to
      unit.files[move.file].trashNote = intent.place == .trashed ? move.trashNote : nil
      unit.files[move.file].trashText = intent.place == .trashed ? move.trashText : nil
      if let stamp = ended.copies[move.file] { unit.files[move.file].stamp = stamp }
      bytes += move.stamp.size
    }
    unit.movedBy = intent.action
    units[unit.id] = unit
    madeFolders.formUnion(intent.folders.map(\.path))
    update(intent.action) {
      $0.units.append(unit.id)
      $0.files += settlement.arrived.count { $0 }
      $0.bytes += bytes
    }
  }

  private mutating func update(_ id: Int, _ change: (inout ActionRecord) -> Void) {
    if let position = position(of: id) { change(&actions[position]) }
  }

  private func position(of id: Int) -> Int? {
    var (low, high) = (0, actions.count)
    while low < high {
      let middle = (low + high) / 2
      if actions[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < actions.count && actions[low].id == id ? low : nil
  }
}
