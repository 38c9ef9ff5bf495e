package import Catalogue
import Core
import Grouping

/// Some of the groups of the latest search for duplicates.
package struct GroupPage: Sendable {
  /// The number of the search; 0 before the first.
  package var run: Int64
  package var groups: [ListedGroup]
  /// Whether groups come behind these.
  package var hasMore: Bool
}

extension Library {
  /// Groups of the latest search that are still there and that nobody said are none, a page at a time.
  package func duplicateGroups(
    _ selection: GroupSelection = GroupSelection(), offset: Int = 0, limit: Int
  ) throws -> GroupPage {
    let reader = reader
    guard let run = try reader.lastDuplicateRun() else {
      return GroupPage(run: 0, groups: [], hasMore: false)
    }
    let references = try reader.referenceFolders()
    let found = try reader.groups(of: run, selection, offset: offset, limit: limit + 1)
    let groups = try found.prefix(limit).compactMap { position, group in
      try listed(group, at: position, references: references, reader)
    }
    return GroupPage(run: run.rawValue, groups: groups, hasMore: found.count > limit)
  }

  /// The group of a number in a search; `nil` when it is not the latest search, or the group is gone.
  package func duplicateGroup(
    run: Int64, number: Int, includingRefused: Bool = false
  ) throws -> ListedGroup? {
    var selection = GroupSelection()
    (selection.position, selection.includesRefused) = (number - 1, includingRefused)
    let page = try duplicateGroups(selection, limit: 1)
    return page.run == run ? page.groups.first : nil
  }

  /// The sums over such groups, whatever the page.
  package func duplicateTotals(_ selection: GroupSelection) throws -> GroupTotals {
    guard let run = try reader.lastDuplicateRun() else { return GroupTotals() }
    return try reader.totals(of: run, selection)
  }
}
