import Core
import Engine

/// What a line of `stage` asks for, against the groups that there are.
struct StagingWish {
  let choice: StagingChoice

  /// - Throws: a fault when a file is in no group.
  init(
    groups: [Int], keep: [FilePath], remove: [FilePath], listing: DuplicateListing
  ) throws {
    var choice = StagingChoice()
    if !groups.isEmpty { choice.groups = Set(groups) }
    guard !keep.isEmpty || !remove.isEmpty else {
      self.choice = choice
      return
    }
    let (kept, removed) = (Set(keep), Set(remove))
    var named = choice.groups ?? []
    for file in keep + remove {
      let holding = listing.groups.filter { $0.members.contains { $0.path == file } }
      if holding.isEmpty { throw Self.inNoGroup(file) }
      named.formUnion(holding.map(\.number))
    }
    choice.groups = named
    choice.files = Set(
      listing.groups.filter { named.contains($0.number) }
        .flatMap {
          Self.leaving($0, kept: kept, removed: removed, isNamed: groups.contains($0.number))
        })
    self.choice = choice
  }

  /// The files of one group that go.
  private static func leaving(
    _ group: ListedGroup, kept: Set<FilePath>, removed: Set<FilePath>, isNamed: Bool
  ) -> [FilePath] {
    let members = group.members.filter { !$0.isReference }
    if members.contains(where: { kept.contains($0.path) }) {
      return members.map(\.path).filter { !kept.contains($0) }
    }
    let asked = members.map(\.path).filter(removed.contains)
    if !asked.isEmpty || !isNamed { return asked }
    return members.filter { !$0.isBest }.map(\.path)
  }

  private static func inNoGroup(_ file: FilePath) -> Fault {
    Fault(
      "duplicates.no-file", .user, "is in no group of the latest search",
      remedy: "Run: semblance duplicates", path: file)
  }
}
