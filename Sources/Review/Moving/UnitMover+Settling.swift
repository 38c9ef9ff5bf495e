import Core
import Glibc

extension UnitMover {
  /// How a unit that was begun was brought to an end.
  struct Settling {
    /// For each move of the intent whether the file is where it was to go.
    var arrived: [Bool]
    /// What could not be put right; the files concerned are where `arrived` says.
    var faults: [Fault] = []
  }

  /// Where the file of a move was found.
  private struct Sighting {
    var atSource: Bool
    var atTarget: Bool
  }

  /// Brings an intent that was begun to a defined end, from what the files themselves show; the
  /// same after a failure as after a crash, and harmless when repeated.
  ///
  /// The rule: **a unit of which every file has arrived is completed, any other is put back.** A
  /// deletion that has removed a file is completed; one that has removed none is dropped. Nothing
  /// is ever removed but a second name or verified copy of a file that is whole at its other place,
  /// temporary copies, and empty folders that the intent made.
  ///
  /// - Parameter takingBack: put the unit back even if all of it has arrived.
  func settle(_ open: ReviewLedger.OpenIntent, takingBack: Bool = false) -> Settling {
    let intent = open.intent
    if intent.place == .deleted { return settleDeletion(intent) }
    if intent.isRemoval { return settleRemoval(intent) }
    for move in intent.moves { removeTemporary(temporary(move, of: intent)) }
    let seen = intent.moves.map { sight($0, copy: open.copies[$0.file]?.stamp) }
    var settling: Settling
    if intent.way != nil {
      settling = settleMaking(open, takingBack: takingBack)
    } else if !takingBack, seen.allSatisfy(\.atTarget), let done = complete(intent, seen) {
      settling = done
    } else {
      settling = putBack(intent, copies: open.copies)
    }
    for (move, arrived) in zip(intent.moves, settling.arrived)
    where arrived != (intent.place == .trashed) {
      attempt(&settling) { () throws(Fault) in try removeNote(of: move) }
    }
    removeFolders(of: intent)
    synchroniseFolders(of: intent, &settling)
    return settling
  }

  /// Makes the names of an intent durable, in those of its folders that are there.
  func synchroniseFolders(of intent: IntentRecord, _ settling: inout Settling) {
    for folder in Set(intent.moves.flatMap { [$0.from, $0.to] }.compactMap(\.path.parent)).sorted()
    where (try? FileEntry.exists(folder)) == true {
      attempt(&settling) { () throws(Fault) in try calls.synchroniseFolder(folder) }
    }
  }

  /// - Returns: `nil` when a file that is at both places cannot be removed from the first.
  private func complete(_ intent: IntentRecord, _ seen: [Sighting]) -> Settling? {
    for (move, sighting) in zip(intent.moves, seen) where sighting.atSource {
      guard (try? calls.unlink(move.from.path)) != nil else { return nil }
    }
    return Settling(arrived: intent.moves.map { _ in true })
  }

  private func putBack(_ intent: IntentRecord, copies: [Int: CopyRecord]) -> Settling {
    var settling = Settling(arrived: intent.moves.map { _ in false })
    for (index, move) in intent.moves.enumerated() {
      let copy = copies[move.file]?.stamp
      let sighting = sight(move, copy: copy)
      guard sighting.atTarget else {
        if !sighting.atSource { settling.faults.append(Self.vanished(move)) }
        continue
      }
      do throws(Fault) {
        if sighting.atSource {
          try calls.unlink(move.to.path)
        } else {
          try returnFile(move, of: intent, copy: copy)
        }
      } catch {
        settling.arrived[index] = true
        settling.faults.append(error)
      }
    }
    return settling
  }

  /// Moves one file back to where it came from, by copying if that is on another file system.
  private func returnFile(
    _ move: MoveRecord, of intent: IntentRecord, copy: FileStamp?
  ) throws(Fault) {
    do throws(Fault) { try calls.move(move.to.path, to: move.from.path) } catch {
      guard error.code == "file.other-device" else { throw error }
      let name = temporary(move, of: intent).lastComponent
      let temporary = (move.from.path.parent ?? "/").appending(name)
      removeTemporary(temporary)
      let identity = (copy ?? move.stamp).identity
      _ = try calls.copy(
        move.to.path, to: temporary, modified: move.modified, expecting: identity)
      try calls.move(temporary, to: move.from.path)
      if let folder = move.from.path.parent { try calls.synchroniseFolder(folder) }
      try calls.unlink(move.to.path)
    }
  }

  private func settleDeletion(_ intent: IntentRecord) -> Settling {
    let there = intent.moves.map { sight($0, copy: nil).atSource }
    guard there.contains(false) else { return Settling(arrived: there.map { _ in false }) }
    var settling = Settling(arrived: there.map { !$0 })
    for (index, move) in intent.moves.enumerated() where there[index] {
      do throws(Fault) {
        try calls.unlink(move.from.path)
        settling.arrived[index] = true
      } catch { settling.faults.append(error) }
    }
    return settling
  }

  private func sight(_ move: MoveRecord, copy: FileStamp?) -> Sighting {
    let source = try? FileEntry.regular(move.from.path).identity
    let target = try? FileEntry.regular(move.to.path).identity
    // With both names there, they are one file only on one device; inode numbers repeat on others.
    let isRenamed =
      target.map {
        $0.isSameContent(as: move.stamp.identity) && (source?.device ?? $0.device) == $0.device
      } ?? false
    let isCopy = copy.map { target?.isSameContent(as: $0.identity) ?? false } ?? false
    return Sighting(
      atSource: source?.isSameContent(as: move.stamp.identity) ?? false,
      atTarget: isRenamed || isCopy)
  }

  private func removeTemporary(_ path: FilePath) {
    if (try? FileEntry.exists(path)) == true { try? calls.unlink(path) }
  }

  private func attempt(_ settling: inout Settling, _ body: () throws(Fault) -> Void) {
    do throws(Fault) { try body() } catch { settling.faults.append(error) }
  }

  private static func vanished(_ move: MoveRecord) -> Fault {
    Fault(
      "file.missing", .user, "is neither where it was nor where it was moved to",
      remedy: "Somebody else moved or removed it meanwhile.", path: move.from.path)
  }
}
