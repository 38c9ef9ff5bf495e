import Catalogue
package import Core
import Grouping
package import Review

/// What to move aside, and where to.
package struct StagingChoice: Sendable {
  /// Numbers of groups in the latest listing; `nil` for every group that may be resolved without a
  /// look at each.
  package var groups: Set<Int>?
  /// Files of those groups that go; `nil` for all but the best.
  package var files: Set<FilePath>?
  /// Rules by which the file that stays is chosen anew, among the best and those that would go;
  /// `nil` for the best of the listing.
  package var keep: KeepWish?
  package var place: StagingPlace = .duplicates
  /// Endings of companions for this time, beside those of the library.
  package var companions: [String] = []

  package init() {}
}

extension Library {
  /// Plans the staging of duplicates of the latest search. Changes nothing.
  ///
  /// Without named groups only members that are exact files, identical pixels or plain re-saves of
  /// the best go: of every other kind a person decides. Files in reference folders never go.
  ///
  /// - Throws: a fault when there was no search yet, or a group or file is not in it.
  package func planStaging(_ choice: StagingChoice) throws -> ReviewPlan {
    guard let listing = try lastDuplicates() else {
      throw Fault(
        "duplicates.none", .user, "no search for duplicates has been made yet",
        remedy: "Run: semblance duplicates")
    }
    try check(choice, against: listing)
    let keeper = try choice.keep.map { try KeeperChoice($0, reader: reader) }
    let requests = try listing.groups
      .filter { choice.groups?.contains($0.number) ?? true }
      .flatMap { try Self.requests(for: $0, choice, keeper) }
    return try planner(choice.place, companions: choice.companions).plan(requests)
  }

  /// Plans the staging of some files of one group. Files in reference folders never go.
  ///
  /// - Throws: `duplicates.no-file` for a file of another group; `duplicates.nothing-stays` when no
  ///   file of the group would stay.
  package func planStaging(of files: Set<FilePath>, in group: ListedGroup) throws -> ReviewPlan {
    let known = Set(group.members.map(\.path))
    if let unknown = files.subtracting(known).min() {
      throw Fault(
        "duplicates.no-file", .user, "is not in this group",
        remedy: "Look at the group again.", path: unknown)
    }
    guard files != known else {
      throw Fault(
        "duplicates.nothing-stays", .user, "no file of the group would stay",
        remedy: "Keep one of them.")
    }
    var choice = StagingChoice()
    (choice.groups, choice.files) = ([group.number], files)
    return try planner(choice.place).plan(try Self.requests(for: group, choice))
  }

  /// A planner for the library's folders.
  ///
  /// - Throws: `companions.ending` for one of `words` that is no ending.
  func planner(_ place: StagingPlace, companions words: [String] = []) throws -> ReviewPlanner {
    ReviewPlanner(
      roots: try reader.roots().map(\.path), place: place,
      companions: try companionRules(adding: words))
  }

  private func check(_ choice: StagingChoice, against listing: DuplicateListing) throws {
    let numbers = Set(listing.groups.map(\.number))
    if let unknown = choice.groups?.subtracting(numbers).min() {
      throw Fault(
        "duplicates.no-group", .user, "the latest search has no group \(unknown)",
        remedy: "Run: semblance duplicates")
    }
    guard let files = choice.files else { return }
    let chosen = listing.groups.filter { choice.groups?.contains($0.number) ?? true }
    let known = Set(chosen.flatMap { $0.members.map(\.path) })
    if let unknown = files.subtracting(known).min() {
      throw Fault(
        "duplicates.no-file", .user, "is in none of the chosen groups",
        remedy: "Run: semblance duplicates", path: unknown)
    }
  }

  private static func requests(
    for group: ListedGroup, _ choice: StagingChoice, _ keeper: KeeperChoice? = nil
  ) throws -> [StagingRequest] {
    let goes = group.members.filter { member in
      if member.isReference { return false }
      if let files = choice.files { return files.contains(member.path) }
      if member.isBest { return false }
      return choice.groups != nil || member.kind?.isAutomatic == true
    }
    if let keeper, !goes.isEmpty {
      let (stays, leaves) = try keeper.choose(between: group.best, and: goes)
      return leaves.map { $0.request(keepers: [stays.reviewed], group) }
    }
    let stays = keepers(of: group, leaving: Set(goes.map(\.path)))
    return goes.map { $0.request(keepers: stays, group) }
  }

  /// The copies that what goes rests on: the best and what equals it. A grey, cropped or smaller
  /// copy that stays as well does not stand for them, unless a person chose it to be what stays.
  private static func keepers(
    of group: ListedGroup, leaving: Set<FilePath>
  ) -> [ReviewedFile] {
    let stays = group.members.filter { !leaving.contains($0.path) }
    let equals = stays.filter { member in
      member.isBest || member.kind.map { $0 <= .identicalPixels } ?? false
    }
    return (equals.isEmpty ? stays : equals).map(\.reviewed)
  }

  /// Moves what a plan says, each file verified just before, and tells the catalogue.
  package func stage(
    _ plan: ReviewPlan, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws -> ReviewOutcome {
    try reviewing { session in
      try session.stage(plan, cancellation: cancellation, progress: progress)
    }
  }

  /// Puts staged files back.
  package func restore(
    _ selection: ReviewSelection, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws -> ReviewOutcome {
    try reviewing { session in
      try session.restore(selection, cancellation: cancellation, progress: progress)
    }
  }

  /// Takes back the last action, or the one of a number.
  package func undo(
    action: Int? = nil, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws -> ReviewOutcome {
    let outcome = try reviewing { session in
      try session.undo(action: action, cancellation: cancellation, progress: progress)
    }
    try followMarks(outcome.marks)
    return outcome
  }

  /// Removes staged files: the only deletion there is. `count` must be the exact number of files.
  package func approve(
    _ selection: ReviewSelection, expecting count: Int, disposal: Disposal = .trash,
    cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws -> ReviewOutcome {
    try reviewing { session in
      try session.approve(
        selection, expecting: count, disposal: disposal, cancellation: cancellation,
        progress: progress)
    }
  }

  /// What waits in review folders, in the order in which it was staged.
  package func stagedItems() throws -> [StagedItem] {
    try reviewSession().staged()
  }

  /// Every action on files since the journal began, oldest first.
  package func reviewHistory() throws -> [ReviewAction] {
    try reviewSession().history()
  }
}

extension ListedGroup.Member {
  /// - Parameter keepers: of which at least one must stay.
  fileprivate func request(keepers: [ReviewedFile], _ group: ListedGroup) -> StagingRequest {
    StagingRequest(
      picture: reviewed, keepers: keepers, group: "\(group.number)",
      reason: (isBest ? ["equal to the one that stays"] : reasons).joined(separator: ", "))
  }

  fileprivate var reviewed: ReviewedFile {
    ReviewedFile(path: path, identity: identity, digest: digest)
  }
}
