package import Core
import Culling
package import Grouping

/// What a search for things to thin out found: bursts, stage sets, or another program's groups.
package struct CullReport: Sendable {
  package enum Subject: String, Sendable {
    case bursts, sets, imported
  }

  package var subject: Subject
  package var groups: [CullGroup]
  /// Files, or sets of files, that were looked at.
  package var lookedAt: Int
  /// Files that could not be taken part in, with the reason.
  package var issues: [Fault] = []

  package var redundant: Int { groups.reduce(0) { $0 + $1.others.count } }
  package var reclaimableBytes: Int64 {
    groups.lazy.flatMap(\.others).filter(\.goes).reduce(0) { $0 + $1.byteCount }
  }
}

/// Choices of which one is enough.
package struct CullGroup: Sendable {
  package var number: Int
  /// What they have in common, for people.
  package var title: String
  /// The one to keep first.
  package var choices: [CullChoice]

  package var best: CullChoice { choices[0] }
  package var others: ArraySlice<CullChoice> { choices.dropFirst() }
}

/// One file, or one set of files that stays or goes whole.
package struct CullChoice: Sendable {
  /// In the order of their stages; the n-th of every choice of a group show the same.
  package var files: [CullFile]
  package var isBest: Bool
  package var isReference: Bool
  /// Whether a look at the pictures found it to be what the group says.
  package var isConfirmed: Bool
  /// Whether staging moves it.
  package var goes: Bool
  /// Why it is the best, or what it is to the best.
  package var reasons: [String]

  package var byteCount: Int64 { files.reduce(0) { $0 + $1.identity.size } }
}

/// A picture file of a choice.
package struct CullFile: Sendable {
  package var path: FilePath
  package var identity: FileIdentity
  package var digest: SHA256Digest
  package var format: PictureFormat
  /// Full size in pixels, upright.
  package var width: Int
  package var height: Int
  /// What it is to the same place of the best; `nil` for the best itself, and for another picture.
  package var kind: DuplicateKind?
  /// Marks beside it, such as `cropped`.
  package var marks: [String]
}

/// How the ones to keep are chosen, and what a look has to confirm.
package struct CullSearch: Sendable {
  /// Only files below these; empty for all.
  package var folders: [FilePath] = []
  package var keep = KeepWish([.largestResolution, .mostMetadata, .oldest])
  /// Whether what a look at the pictures did not confirm goes as well.
  package var trusts = false

  package init() {}
}
