package import Catalogue
package import Core
package import Grouping

/// A group of duplicate files as people see it.
package struct ListedGroup: Sendable {
  package struct Member: Sendable {
    package var file: FileID
    package var image: ImageID
    package var path: FilePath
    package var identity: FileIdentity
    package var digest: SHA256Digest
    package var format: PictureFormat
    /// Full size in pixels, upright.
    package var width: Int
    package var height: Int
    package var isBest: Bool
    /// Whether it lies in a reference folder, from which nothing is moved.
    package var isReference: Bool
    /// What it is to the best; `nil` for the best itself.
    package var kind: DuplicateKind?
    /// How sure that is, 0…100.
    package var confidence: Int
    /// Of its vector and the best's, where the search asked for it.
    package var cosine: Double?
    /// Why it is the best, or what makes it a duplicate.
    package var reasons: [String]
    /// The words of the marks beside it, in their order.
    package var marks: [String]
  }

  /// 1, 2, 3 … in the listing; with the run it names the group.
  package var number: Int
  /// The weakest kind among its members.
  package var kind: DuplicateKind
  /// The least sure of its members, 0…100.
  package var confidence: Int
  /// The best first.
  package var members: [Member]

  package var best: Member { members[0] }
  package var others: ArraySlice<Member> { members.dropFirst() }
  /// Bytes that go when only the best stays.
  package var reclaimableBytes: Int64 {
    others.lazy.filter { !$0.isReference }.map(\.identity.size).saturatingSum()
  }
}

/// The outcome of a search for duplicates, of which every file was still there when it was read.
package struct DuplicateListing: Sendable {
  /// The number of the search; 0 before the first.
  package var run: Int64
  package var groups: [ListedGroup]
  /// Files that were compared, and contents among them.
  package var fileCount: Int
  package var pictureCount: Int

  package var duplicateCount: Int { groups.reduce(0) { $0 + $1.others.count } }
  package var reclaimableBytes: Int64 { groups.lazy.map(\.reclaimableBytes).saturatingSum() }
}
