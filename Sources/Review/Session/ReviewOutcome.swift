package import Core

/// What an action did, unit by unit.
package struct ReviewOutcome: Sendable {
  /// A unit that is where it was, and why.
  package struct Refusal: Sendable {
    /// The picture that names the unit.
    package let picture: FilePath
    package let fault: Fault
  }

  /// The action's number, for `undo`; `nil` when there was nothing to do.
  package internal(set) var action: Int?
  /// Whether files were moved, or links or copies of them made or removed.
  package internal(set) var way = TransferWay.move
  /// Whether they went back to where they came from: links and copies were removed.
  package internal(set) var isTakingBack = false
  /// The units that arrived, whole.
  package internal(set) var moved: [UnitID] = []
  package internal(set) var fileCount = 0
  package internal(set) var byteCount: Int64 = 0
  package internal(set) var refused: [Refusal] = []
  /// Of an action on marks.
  package var marks: MarkOutcome?
  /// It was asked to stop; what was done so far is kept, and can be undone.
  package internal(set) var wasCancelled = false

  package init() {}
}

/// What an action is doing.
package enum ReviewProgress: Hashable, Sendable {
  case began(units: Int)
  /// A unit came to an end: `done` of all, and bytes moved so far.
  case settled(picture: FilePath, done: Int, bytes: Int64)
}

/// What opening a journal found and put right.
package struct RecoveryReport: Sendable {
  /// A unit that was in between when the last process ended.
  package struct Unit: Sendable {
    package enum Ending: Hashable, Sendable {
      /// Everything had arrived; the rest was done.
      case completed
      /// It was put back.
      case putBack
      /// Something stood in the way; the journal knows where each file is.
      case partial
    }

    package let id: UnitID
    package let picture: FilePath
    package let ending: Ending
    package let faults: [Fault]
  }

  /// Actions that had not ended.
  package internal(set) var interrupted: [Int] = []
  /// Only the units of which something had been done already, and those that could not be settled.
  package internal(set) var units: [Unit] = []
  /// Bytes of an unfinished line at the journal's end, which were cut off.
  package internal(set) var tornBytes = 0
  /// Lines in the middle of the journal that could not be read.
  package internal(set) var damagedLines = 0
  /// Where the damaged journal was kept.
  package internal(set) var setAside: FilePath?

  package var isClean: Bool { interrupted.isEmpty && tornBytes == 0 && damagedLines == 0 }
}
