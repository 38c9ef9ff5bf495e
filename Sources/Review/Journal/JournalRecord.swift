import Core

/// Where a file of a unit is.
package enum FilePlace: String, Hashable, Sendable, Codable {
  case origin, staged, trashed, deleted
  /// In a cluster's folder, moved there or as a link or copy of the file that stayed. Nothing but
  /// an undo takes it away: it awaits no approval.
  case arranged
}

/// What a person asked for.
package enum ActionKind: String, Hashable, Sendable, Codable {
  case stage, restore, undo, trash, delete, arrange
  /// Marks made, or taken away.
  case mark, unmark
}

/// What the journal says of a file's identity. Codable apart from Core's type, so that the
/// journal's format does not change with it.
struct FileStamp: Hashable, Sendable, Codable {
  var device: UInt64
  var inode: UInt64
  var size: Int64
  var modified: Int64

  init(_ identity: FileIdentity) {
    device = identity.device
    inode = identity.inode
    size = identity.size
    modified = identity.modified
  }

  var identity: FileIdentity {
    FileIdentity(device: device, inode: inode, size: size, modified: modified)
  }
}

/// A file that a unit's safety rests on.
struct KeeperRecord: Hashable, Sendable, Codable {
  var path: EncodedPath
  var stamp: FileStamp
  var digest: String?

  init(_ file: ReviewedFile) {
    path = EncodedPath(file.path)
    stamp = FileStamp(file.identity)
    digest = file.digest?.hex
  }

  var file: ReviewedFile {
    ReviewedFile(
      path: path.path, identity: stamp.identity, digest: digest.flatMap(SHA256Digest.init(hex:)))
  }
}

/// One file of a unit and where it is now.
struct FileRecord: Hashable, Sendable, Codable {
  var origin: EncodedPath
  var staged: EncodedPath
  /// Where it is now; meaningless once it is deleted.
  var current: EncodedPath
  var place: FilePlace
  var stamp: FileStamp
  /// The time of last change that it had before the first move: file systems round it.
  var modified: Int64
  var digest: String?
  var isRequested: Bool
  /// While it is in the trash: the note beside it, and what that says.
  var trashNote: EncodedPath?
  var trashText: String?
  /// Of a unit that is arranged by links: what the link says.
  var linkText: EncodedPath?
  /// Of a unit that is arranged by copies, once it was copied: what the copy was then. Its original
  /// is `stamp`.
  var copy: CopyStamp?
}

/// What a copy was when it was made.
struct CopyStamp: Hashable, Sendable, Codable {
  var stamp: FileStamp
  var digest: String
}

/// A unit as long as the journal knows it.
struct UnitRecord: Sendable, Codable {
  var id: UnitID
  var files: [FileRecord]
  var keepers: [[KeeperRecord]]
  var root: EncodedPath
  var group: String
  var reason: String
  /// Milliseconds since 1970.
  var date: Int64
  /// The action that moved it last.
  var movedBy: Int
  /// How it is arranged: `nil` by moving it, and for what was never arranged.
  var way: TransferWay?
}

/// One file's part of an intent.
struct MoveRecord: Hashable, Sendable, Codable {
  /// Index in the unit's files.
  var file: Int
  var from: EncodedPath
  /// Equal to `from` when the file is to be deleted.
  var to: EncodedPath
  var stamp: FileStamp
  var modified: Int64
  /// The trash's note beside the file, and what it says.
  var trashNote: EncodedPath?
  var trashText: String?
  /// What the link says that is made at `to`, or removed from `from`.
  var linkText: EncodedPath?
  /// What the copy was that is to be removed from `from`.
  var copy: CopyStamp?
}

/// A file by which scans pass over a folder, made together with the folder's first file.
struct SealRecord: Hashable, Sendable, Codable {
  var path: EncodedPath
  var text: String
}

/// What is about to be done to one unit.
struct IntentRecord: Sendable, Codable {
  var action: Int
  var unit: UnitID
  var place: FilePlace
  var moves: [MoveRecord]
  /// Folders that are missing and will be made, outermost first.
  var folders: [EncodedPath]
  /// Only when the unit is first staged or arranged: all there is to know of it.
  var describes: UnitRecord?
  /// `.symlink` or `.copy` when links or copies are made (for ``FilePlace/arranged``) or removed
  /// again (for ``FilePlace/origin``) while the files stay; `nil` when they move.
  var way: TransferWay?
  /// Only where it is missing and will be made.
  var seal: SealRecord?

  /// What moving, copying or removing one file of it amounts to.
  func byteCount(_ move: MoveRecord) -> Int64 { way == .symlink ? 0 : move.stamp.size }
}

/// A copy to another file system that is complete and verified, before it gets its name.
struct CopyRecord: Sendable, Codable {
  var action: Int
  var unit: UnitID
  var file: Int
  var stamp: FileStamp
  /// Only of copies that stay beside their original.
  var digest: String?
}

/// How an intent ended.
struct SettlementRecord: Sendable, Codable {
  var action: Int
  var unit: UnitID
  /// The files that are (in the intent's order) where they were to go.
  var arrived: [Bool]
}

/// The start of an action.
struct ActionRecord: Sendable, Codable {
  var id: Int
  var kind: ActionKind
  /// Milliseconds since 1970.
  var date: Int64
  /// The action that this one takes back.
  var undoes: Int?
  /// The units that it moved, whole or in part.
  var units: [UnitID] = []
  var files = 0
  var bytes: Int64 = 0
  var refused = 0
  var ending: ActionEnding?
  /// The marks that it made or took away.
  var marks: MarksRecord?
  /// Whether a later action put its marks back to what they were.
  var isTakenBack: Bool?
}

/// Marks that an action is about to make or to take away, or left untouched after all.
struct MarksRecord: Hashable, Sendable, Codable {
  var action: Int
  var isMade: Bool
  var files: [MarkRecord]
}

/// A mark, with what it was like when it was taken away, so that undo can make it the same.
struct MarkRecord: Hashable, Sendable, Codable {
  var path: EncodedPath
  /// The time of last change, in nanoseconds since 1970.
  var modified: Int64?
  /// The permission bits.
  var mode: UInt32?

  init(_ path: FilePath) { self.path = EncodedPath(path) }
}

/// How an action ended.
package enum ActionEnding: String, Hashable, Sendable, Codable {
  case finished, cancelled, interrupted
}

/// A line of the journal.
enum JournalRecord: Sendable, Codable {
  case action(ActionRecord)
  case intent(IntentRecord)
  case copied(CopyRecord)
  case settled(SettlementRecord)
  case marks(MarksRecord)
  case marksUntouched(MarksRecord)
  case ended(action: Int, ending: ActionEnding, refused: Int)
  /// A unit as it stood when the journal was compacted.
  case unit(UnitRecord)
  /// The folders that staging made and that still await their removal, at compaction.
  case folders([EncodedPath])
  /// The seals that arranging made and that still await their removal, at compaction.
  case seals([SealRecord])
}
