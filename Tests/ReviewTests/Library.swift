import Core
import Review
import ReviewFixtures
import TestSupport

/// A small library in a temporary folder, with its journal and trash beside it.
final class Library {
  let folder: TemporaryFolder
  var home: FilePath { folder.path.appending("home") }
  var root: FilePath { home.appending("photos") }
  var trash: FilePath { folder.path.appending("trash") }

  /// - Parameter names: files below the root; each one's content is its own name.
  init(_ names: String...) throws {
    folder = try TemporaryFolder()
    RawFiles.makeFolder(root)
    for name in names { write(name) }
  }

  subscript(_ name: String) -> FilePath { root.appending(name) }

  func write(_ name: String, _ text: String? = nil) {
    RawFiles.write(
      Array((text ?? name).utf8), to: self[name], modified: 1_600_000_000_123_456_789)
  }

  func exists(_ name: String) -> Bool { RawFiles.exists(self[name]) }

  /// What is staged in the usual place, below it.
  func staged(_ name: String) -> FilePath { home.appending("_review_dupes").appending(name) }

  func session(compactionSize: Int64 = 16 << 20) throws -> ReviewSession {
    try ReviewSession(
      journalFolder: folder.path.appending("journal"), trash: TrashCan(home: trash),
      compactionSize: compactionSize)
  }

  func request(
    _ name: String, keeping keepers: String..., set: String? = nil, digesting: Bool = false
  ) throws -> StagingRequest {
    StagingRequest(
      picture: try ReviewedFile(reading: self[name], digesting: digesting),
      keepers: try keepers.map { try ReviewedFile(reading: self[$0], digesting: digesting) },
      group: "group", reason: "smaller", set: set)
  }

  func plan(_ requests: StagingRequest..., place: StagingPlace = .duplicates) -> ReviewPlan {
    ReviewPlanner(roots: [root], place: place).plan(requests)
  }

  var snapshot: TreeSnapshot { TreeSnapshot(of: home) }
}
