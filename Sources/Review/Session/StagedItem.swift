package import Core

/// A unit that awaits a decision.
package struct StagedItem: Sendable {
  package struct File: Hashable, Sendable {
    package let origin: FilePath
    /// Where it lies now.
    package let path: FilePath
    package let size: Int64
    /// A picture that was asked for, not a companion.
    package let isRequested: Bool
  }

  package let id: UnitID
  /// In byte order of their origins.
  package let files: [File]
  package let root: FilePath
  package let group: String
  package let reason: String
  /// Milliseconds since 1970.
  package let date: Int64
  /// The copies that were to stay, for each requested picture.
  package let keepers: [[FilePath]]

  package var byteCount: Int64 { files.reduce(0) { $0 + $1.size } }
}

/// An entry of the audit trail.
package struct ReviewAction: Sendable {
  package let id: Int
  package let kind: ActionKind
  /// Milliseconds since 1970.
  package let date: Int64
  /// The action that it took back.
  package let undoes: Int?
  package let unitCount: Int
  package let fileCount: Int
  package let byteCount: Int64
  package let refusedCount: Int
  /// `nil` for the action that is going on.
  package let ending: ActionEnding?
  /// Whether some of its units are where it put them, and so can be taken back.
  package let canUndo: Bool
}

/// Which of the staged units an action is for.
package enum ReviewSelection: Hashable, Sendable {
  case all
  case units([UnitID])
  /// The units that a staging action moved.
  case action(Int)
  case group(String)

  /// Whether a staged item is meant.
  package func contains(_ item: StagedItem) -> Bool {
    switch self {
    case .all: true
    case .units(let ids): ids.contains(item.id)
    case .action(let action): item.id.action == action
    case .group(let group): item.group == group
    }
  }
}

/// What becomes of approved files.
package enum Disposal: Hashable, Sendable {
  /// The platform's trash; can be undone until that is emptied.
  case trash
  /// Removal for good; cannot be undone by anything.
  case permanently
}
