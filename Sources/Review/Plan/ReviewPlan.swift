package import Core

/// What staging or arranging would do, to the last file. A pure value: `--dry-run` shows it,
/// ``ReviewSession/stage(_:verifiesDigests:cancellation:progress:)`` and
/// ``ReviewSession/arrange(_:cancellation:progress:)`` carry it out.
package struct ReviewPlan: Sendable {
  /// A file by which scans pass over a folder.
  package struct Seal: Hashable, Sendable {
    package let path: FilePath
    package let text: String

    package init(path: FilePath, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// One file of a unit, and where it goes.
  package struct File: Hashable, Sendable {
    package let file: ReviewedFile
    package let destination: FilePath
    /// A picture that was asked for, not one of its companions.
    package let isRequested: Bool
    /// What a link at the destination says, where links are made.
    package var linkText: FilePath?
    /// How many bytes of the name are the stem that the unit's files share; where a suffix against
    /// a name clash is put.
    package let stemLength: Int
  }

  /// Files that move together or not at all: a picture with its companions, or several pictures
  /// that share some or belong to one set.
  package struct Unit: Sendable {
    /// In byte order of their paths; at least one is requested.
    package let files: [File]
    /// For each requested picture the copies of which one must stay.
    package let keepers: [[ReviewedFile]]
    package let root: FilePath
    package let group: String
    package let reason: String

    package var byteCount: Int64 { files.reduce(0) { $0 + $1.file.identity.size } }
    /// The picture to name the unit by.
    package var picture: FilePath { files.first { $0.isRequested }!.file.path }
  }

  /// A picture that will not be moved, and why.
  package struct Hold: Sendable {
    package let picture: FilePath
    package let fault: Fault
  }

  /// Something that a person should know before saying yes.
  package enum Note: Hashable, Sendable {
    /// A sidecar stays because other pictures that it belongs to stay.
    case sharedCompanionStays(FilePath, owners: [FilePath])
    /// A file that is more than a sidecar (the other half of a RAW pair, a film, a layered
    /// original) travels with a picture, though it has no copy that stays.
    case travelsUncopied(FilePath, with: FilePath)
    /// The name is taken where the picture goes; the whole unit gets a suffix.
    case renamed(FilePath, to: FilePath)
    /// The picture goes where another one goes with which it shares files.
    case joins(FilePath, with: FilePath, folder: FilePath)
  }

  package let units: [Unit]
  package let holds: [Hold]
  package let notes: [Note]
  /// Whether files move, or links or copies of them are made. Staging moves.
  package var way = TransferWay.move
  /// Made before the first file, where it is missing.
  package var seal: Seal?

  package var pictureCount: Int {
    units.reduce(0) { $0 + $1.files.count { $0.isRequested } }
  }
  package var companionCount: Int {
    units.reduce(0) { $0 + $1.files.count { !$0.isRequested } }
  }
  package var fileCount: Int { pictureCount + companionCount }
  package var byteCount: Int64 { units.reduce(0) { $0 + $1.byteCount } }
}
