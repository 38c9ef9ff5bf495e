import Core

/// What the journal's records add up to: where every unit is, what was done, and what was begun and
/// not settled. A pure value without I/O; equal records give an equal ledger.
struct ReviewLedger: Sendable {
  /// An intent without a settlement, with the copies that were completed for it.
  struct OpenIntent: Sendable {
    var intent: IntentRecord
    /// By the file's index in the unit.
    var copies: [Int: CopyRecord] = [:]
  }

  /// A file of a unit.
  private struct FileSlot {
    var unit: UnitID
    var file: Int
  }

  private(set) var actions: [ActionRecord] = []
  private(set) var units: [UnitID: UnitRecord] = [:]
  /// In the order in which they were announced.
  private(set) var open: [OpenIntent] = []
  /// Folders that staging made, to be removed once they are empty again.
  private(set) var madeFolders: Set<FilePath> = []
  /// Seals that arranging made, to be removed once nothing else is in their folder.
  private(set) var madeSeals: Set<SealRecord> = []

  /// The files that are not where they were first found, by where they are.
  private var away: [EncodedPath: FileSlot] = [:]

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
    case .unit(let unit):
      units[unit.id] = unit
      for index in unit.files.indices { track(index, of: unit) }
    case .folders(let folders): madeFolders.formUnion(folders.map(\.path))
    case .seals(let seals): madeSeals.formUnion(seals)
    }
  }

  /// The action of this number; O(log n).
  func action(_ id: Int) -> ActionRecord? { position(of: id).map { actions[$0] } }

  /// Forgets folders that are gone, or that are not empty and so somebody's.
  mutating func forget(folder: FilePath) { madeFolders.remove(folder) }

  /// Forgets a seal that is gone, or that is no longer what was made.
  mutating func forget(seal: SealRecord) { madeSeals.remove(seal) }

  /// The records that make a ledger equal to this one, for compaction. Deleted files are left out:
  /// nothing can be done with them any more; their actions stay.
  func snapshot() -> [JournalRecord] {
    let living = units.values.filter { $0.files.contains { $0.place != .deleted } }
    let folders = madeFolders.sorted().map { EncodedPath($0) }
    let seals = madeSeals.sorted { $0.path.path < $1.path.path }
    return actions.map { .action($0) } + living.sorted { $0.id < $1.id }.map { .unit($0) }
      + (folders.isEmpty ? [] : [.folders(folders)]) + (seals.isEmpty ? [] : [.seals(seals)])
  }

  private mutating func note(_ copy: CopyRecord) {
    guard
      let index = open.lastIndex(where: {
        $0.intent.action == copy.action && $0.intent.unit == copy.unit
      })
    else { return }
    open[index].copies[copy.file] = copy
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
      if away[move.from]?.unit == unit.id { away[move.from] = nil }
      unit.files[move.file].place = intent.place
      unit.files[move.file].current = move.to
      unit.files[move.file].trashNote = intent.place == .trashed ? move.trashNote : nil
      unit.files[move.file].trashText = intent.place == .trashed ? move.trashText : nil
      if let copy = ended.copies[move.file] {
        unit.files[move.file].note(copy, intent.way)
        if intent.way == nil { renew(fileAt: move.to, of: unit.id, as: copy.stamp) }
      }
      track(move.file, of: unit)
      bytes += intent.byteCount(move)
    }
    unit.movedBy = intent.action
    units[unit.id] = unit
    madeFolders.formUnion(intent.folders.map(\.path))
    if let seal = intent.seal { madeSeals.insert(seal) }
    update(intent.action) {
      $0.units.append(unit.id)
      $0.files += settlement.arrived.count { $0 }
      $0.bytes += bytes
    }
  }

  private mutating func track(_ index: Int, of unit: UnitRecord) {
    let file = unit.files[index]
    guard file.place != .origin, file.place != .deleted else { return }
    away[file.current] = FileSlot(unit: unit.id, file: index)
  }

  /// A file that an earlier action brought to a place, that a later one took to another disk, and that
  /// is back now, is another file to the kernel: the earlier action must know it again.
  private mutating func renew(fileAt path: EncodedPath, of unit: UnitID, as stamp: FileStamp) {
    guard let slot = away[path], slot.unit != unit, var other = units[slot.unit] else { return }
    if other.way == .copy {
      other.files[slot.file].copy?.stamp = stamp
    } else {
      other.files[slot.file].stamp = stamp
    }
    units[slot.unit] = other
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

extension FileRecord {
  /// A copy on another file system is the file from now on; one beside its original is a file more.
  fileprivate mutating func note(_ record: CopyRecord, _ way: TransferWay?) {
    if way == .copy {
      copy = record.digest.map { CopyStamp(stamp: record.stamp, digest: $0) }
    } else {
      stamp = record.stamp
    }
  }
}
