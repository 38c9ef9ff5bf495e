import Core
import Glibc

/// Carries out the intent of one unit, or takes back whatever was done of it.
///
/// On one file system a file is renamed. To another one it goes in three steps, each complete for
/// all files of the unit before the next: copies under temporary names, durable, verified and
/// noted in the journal; the copies get their names; the originals are removed. At every moment
/// each file is whole in at least one place that the journal names.
struct UnitMover {
  let calls: SystemCalls
  /// The journal's token, so that no other's temporary file is ever taken for one of ours.
  let token: String

  /// Checks, before anything is changed, that every file is what the intent takes it for, and that
  /// its new name is free.
  func check(_ intent: IntentRecord) throws(Fault) {
    if intent.isRemoval { return try checkRemoval(intent) }
    for move in intent.moves {
      let entry = try FileEntry.regular(move.from.path)
      guard entry.identity.isSameContent(as: move.stamp.identity) else {
        throw ReviewedFile.changed(move.from.path)
      }
      if move.to != move.from, try FileEntry.exists(move.to.path) {
        throw .system(EEXIST, "move it there", path: move.to.path)
      }
    }
  }

  /// Does what the intent says, which must have been checked.
  ///
  /// - Parameters:
  ///   - confirm: asked when everything is in place and before any original is removed; throwing
  ///     stops the unit.
  ///   - record: makes notes of complete copies durable.
  ///   - touched: gathers the folders whose names changed.
  /// - Throws: the first `Fault`. The unit is then in between: ``settle(_:takingBack:)`` is due.
  func carryOut(
    _ intent: IntentRecord, touched: inout Set<FilePath>,
    confirm: () throws(Fault) -> Void, record: ([CopyRecord]) throws(Fault) -> Void
  ) throws(Fault) {
    if intent.place == .deleted {
      for move in intent.moves {
        touched.formUnion([move.from.path.parent].compactMap { $0 })
        try calls.unlink(move.from.path)
      }
      return
    }
    if intent.isRemoval { return try removeMade(intent, touched: &touched) }
    try prepareFolders(of: intent, touched: &touched)
    if let way = intent.way {
      return try make(intent, by: way, touched: &touched, record: record)
    }
    for move in intent.moves {
      touched.formUnion([move.from, move.to].compactMap(\.path.parent))
    }
    if try !isCrossing(intent), try rename(intent) {
      try confirm()
    } else {
      try moveByCopying(intent, confirm: confirm, record: record)
    }
    for move in intent.moves where intent.place != .trashed { try removeNote(of: move) }
  }

  /// The temporary name of a copy, in the folder that it is for.
  func temporary(_ move: MoveRecord, of intent: IntentRecord) -> FilePath {
    let name = ".semblance-\(token)-\(intent.action)-\(intent.unit)-\(move.file).partial"
    return (move.to.path.parent ?? "/").appending(name)
  }

  /// Removes a note that the trash no longer needs, if it is still the one that was written.
  func removeNote(of move: MoveRecord) throws(Fault) {
    guard let note = move.trashNote?.path, let text = move.trashText,
      TrashNote.isText(text, at: note)
    else { return }
    try calls.unlink(note)
  }

  // MARK: Steps

  private func prepareFolders(
    of intent: IntentRecord, touched: inout Set<FilePath>
  ) throws(Fault) {
    // As private as the folder that the files come from; the trash, which is as private as can be,
    // says nothing of that.
    let isFromTrash = intent.moves.contains { $0.trashNote != nil }
    let model =
      isFromTrash ? intent.folders.first?.path.parent : intent.moves.first?.from.path.parent
    let mode = (try? model.map { (path) throws(Fault) in try FileEntry(path).mode }) ?? 0o700
    for folder in intent.folders.map(\.path) {
      try calls.makeFolder(folder, mode: mode & 0o777 | 0o700)
      touched.formUnion([folder.parent].compactMap { $0 })
    }
    try makeSeal(of: intent, touched: &touched)
    guard intent.place == .trashed else { return }
    for move in intent.moves {
      guard let note = move.trashNote?.path, let text = move.trashText else { continue }
      try calls.create(note, bytes: Array(text.utf8))
      touched.formUnion([note.parent].compactMap { $0 })
    }
  }

  private func isCrossing(_ intent: IntentRecord) throws(Fault) -> Bool {
    for move in intent.moves {
      guard let folder = move.to.path.parent else { continue }
      let (here, there) = (try FileEntry(move.from.path), try Self.followed(folder))
      if here.identity.device != there { return true }
    }
    return false
  }

  /// The device of a folder, which may be a link to another file system.
  private static func followed(_ folder: FilePath) throws(Fault) -> UInt64 {
    var status = stat()
    guard folder.withCString({ stat($0, &status) }) == 0 else {
      throw .system(errno, "look at the folder", path: folder)
    }
    return UInt64(status.st_dev)
  }

  /// - Returns: false, with everything where it was, when the kernel says that the names are on two
  ///   file systems after all (bind mounts, subvolumes).
  private func rename(_ intent: IntentRecord) throws(Fault) -> Bool {
    for (index, move) in intent.moves.enumerated() {
      do throws(Fault) { try calls.move(move.from.path, to: move.to.path) } catch {
        guard error.code == "file.other-device" else { throw error }
        for done in intent.moves[..<index] { try calls.move(done.to.path, to: done.from.path) }
        return false
      }
    }
    return true
  }

  private func moveByCopying(
    _ intent: IntentRecord, confirm: () throws(Fault) -> Void,
    record: ([CopyRecord]) throws(Fault) -> Void
  ) throws(Fault) {
    // Better to learn it now than with half of the originals removed.
    for folder in Set(intent.moves.compactMap(\.from.path.parent)).sorted() {
      guard folder.withCString({ access($0, W_OK | X_OK) }) == 0 else {
        throw .system(errno, "take files out of the folder", path: folder)
      }
    }
    var copies: [CopyRecord] = []
    for move in intent.moves {
      let copy = try calls.copy(
        move.from.path, to: temporary(move, of: intent), modified: move.modified,
        expecting: move.stamp.identity)
      copies.append(
        CopyRecord(
          action: intent.action, unit: intent.unit, file: move.file,
          stamp: FileStamp(copy.identity)))
    }
    try record(copies)
    for move in intent.moves { try calls.move(temporary(move, of: intent), to: move.to.path) }
    let folders = (intent.moves.map(\.to) + intent.folders).compactMap(\.path.parent)
    for folder in Set(folders).sorted() { try calls.synchroniseFolder(folder) }
    try confirm()
    for move in intent.moves {
      guard
        try FileEntry.regular(move.from.path).identity.isSameContent(as: move.stamp.identity)
      else { throw ReviewedFile.changed(move.from.path) }
    }
    for move in intent.moves { try calls.unlink(move.from.path) }
  }
}
