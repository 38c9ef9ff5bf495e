import Core
import Glibc

/// Links and copies of files that stay: made like files that move, whole units or nothing, and
/// removed only while they still are what was made.
extension UnitMover {
  /// What a seal that was made has become.
  enum SealState { case removed, needed, gone }

  // MARK: Making

  /// Makes the links or copies of an intent. On a failure ``settle(_:takingBack:)`` is due.
  ///
  /// A copy gets its name when it is complete, verified and noted in the journal.
  func make(
    _ intent: IntentRecord, by way: TransferWay, touched: inout Set<FilePath>,
    record: ([CopyRecord]) throws(Fault) -> Void
  ) throws(Fault) {
    touched.formUnion(intent.moves.compactMap(\.to.path.parent))
    guard way == .copy else {
      for move in intent.moves {
        guard let text = move.linkText?.path else { throw Self.incomplete(move) }
        try calls.makeSymlink(saying: text, at: move.to.path)
      }
      return
    }
    var copies: [CopyRecord] = []
    for move in intent.moves {
      let copy = try calls.copy(
        move.from.path, to: temporary(move, of: intent), modified: move.modified,
        expecting: move.stamp.identity)
      copies.append(
        CopyRecord(
          action: intent.action, unit: intent.unit, file: move.file,
          stamp: FileStamp(copy.identity), digest: copy.digest.hex))
    }
    try record(copies)
    for move in intent.moves { try calls.move(temporary(move, of: intent), to: move.to.path) }
  }

  /// Brings the making of a unit to its end: it stays when all of it is there, otherwise what is
  /// there is removed. What somebody else put there is left alone.
  func settleMaking(_ open: ReviewLedger.OpenIntent, takingBack: Bool) -> Settling {
    let moves = open.intent.moves.map { move in
      var move = move
      if let copy = open.copies[move.file], let digest = copy.digest {
        move.copy = CopyStamp(stamp: copy.stamp, digest: digest)
      }
      return move
    }
    let there = moves.map { (try? isMade($0, at: $0.to.path, justNow: true)) ?? false }
    if !takingBack, !there.contains(false) { return Settling(arrived: there) }
    var settling = Settling(arrived: moves.map { _ in false })
    for (index, move) in moves.enumerated() where there[index] {
      do throws(Fault) {
        try checkOriginal(move.from.path, of: move, at: move.to.path)
        try calls.unlink(move.to.path)
      } catch {
        settling.arrived[index] = true
        settling.faults.append(error)
      }
    }
    return settling
  }

  // MARK: Removing

  /// Checks that what an intent removes is what was made, or gone already, and that of each copy
  /// the original is there.
  func checkRemoval(_ intent: IntentRecord) throws(Fault) {
    for move in intent.moves where try isMade(move, at: move.from.path) {
      try checkOriginal(move.to.path, of: move, at: move.from.path)
    }
  }

  /// Removes the links or copies of an intent that was checked.
  func removeMade(_ intent: IntentRecord, touched: inout Set<FilePath>) throws(Fault) {
    for move in intent.moves where try FileEntry.exists(move.from.path) {
      touched.formUnion([move.from.path.parent].compactMap { $0 })
      try calls.unlink(move.from.path)
    }
  }

  /// Completes a removal that has removed something; drops any other.
  func settleRemoval(_ intent: IntentRecord) -> Settling {
    let there = intent.moves.map { (try? FileEntry.exists($0.from.path)) ?? true }
    guard there.contains(false) else { return Settling(arrived: there.map { _ in false }) }
    var settling = Settling(arrived: there.map { !$0 })
    for (index, move) in intent.moves.enumerated() where there[index] {
      do throws(Fault) {
        if try isMade(move, at: move.from.path) {
          try checkOriginal(move.to.path, of: move, at: move.from.path)
          try calls.unlink(move.from.path)
        }
        settling.arrived[index] = true
      } catch { settling.faults.append(error) }
    }
    synchroniseFolders(of: intent, &settling)
    return settling
  }

  /// Whether a link or copy is where it was made, as it was made.
  ///
  /// - Parameter justNow: whether a copy must be the very file that was made, not one of the same
  ///   content: a copy may have been to another disk and back since.
  /// - Returns: false when nothing is there.
  /// - Throws: a `Fault` `review.edited` when something else is there.
  private func isMade(
    _ move: MoveRecord, at path: FilePath, justNow: Bool = false
  ) throws(Fault) -> Bool {
    guard try FileEntry.exists(path) else { return false }
    let entry = try FileEntry(path)
    if let text = move.linkText?.path {
      guard entry.kind == .link, try SymbolicLink.text(at: path) == text else {
        throw Self.edited(path, "the link that was made")
      }
      return true
    }
    // Only the digest tells: programs that write tags put size and time back.
    guard let copy = move.copy, entry.kind == .regular,
      entry.identity.size == copy.stamp.size,
      !justNow || entry.identity.isSameContent(as: copy.stamp.identity),
      try FileDigest.sha256(ofFile: path).hex == copy.digest
    else { throw Self.edited(path, "the copy that was made") }
    return true
  }

  /// A copy may go only while the file that it was made of is there, or another of its content.
  private func checkOriginal(
    _ original: FilePath, of move: MoveRecord, at path: FilePath
  ) throws(Fault) {
    guard let copy = move.copy else { return }
    if let entry = try? FileEntry.regular(original) {
      if entry.identity.isSameContent(as: move.stamp.identity) { return }
      if try FileDigest.sha256(ofFile: original).hex == copy.digest { return }
    }
    throw Fault(
      "review.only-copy", .user, "its original is gone or has changed: this may be the last copy",
      remedy: "Keep it, or remove it by hand.", path: path,
      underlying: "made of \(original.display)")
  }

  // MARK: Seals and folders

  func makeSeal(of intent: IntentRecord, touched: inout Set<FilePath>) throws(Fault) {
    guard let seal = intent.seal, try !FileEntry.exists(seal.path.path) else { return }
    try calls.create(seal.path.path, bytes: Array(seal.text.utf8))
    touched.formUnion([seal.path.path.parent].compactMap { $0 })
  }

  /// Removes a seal when it is what was made, or the beginning of it, and alone in its folder.
  func removeSeal(_ seal: SealRecord) -> SealState {
    let path = seal.path.path
    guard TrashNote.isText(seal.text, at: path), let folder = path.parent else { return .gone }
    guard (try? FolderListing.names(in: folder)) == [path.lastComponent] else { return .needed }
    return (try? calls.unlink(path)) == nil ? .needed : .removed
  }

  /// Removes the folders that an intent made, with its seal, where nothing else is in them.
  func removeFolders(of intent: IntentRecord) {
    for folder in intent.folders.reversed() { _ = calls.removeFolderIfEmpty(folder.path) }
    guard let seal = intent.seal, removeSeal(seal) == .removed else { return }
    for folder in intent.folders.reversed() { _ = calls.removeFolderIfEmpty(folder.path) }
  }

  // MARK: Faults

  private static func edited(_ path: FilePath, _ what: String) -> Fault {
    Fault(
      "review.edited", .user, "is no longer \(what)",
      remedy: "Move it elsewhere or remove it by hand, then undo again.", path: path)
  }

  private static func incomplete(_ move: MoveRecord) -> Fault {
    Fault("journal.encoding", .bug, "the journal does not say what to link to", path: move.to.path)
  }
}

extension IntentRecord {
  /// Whether it removes links or copies, so that only the files are left that they were made of.
  var isRemoval: Bool { way != nil && place == .origin }
}
