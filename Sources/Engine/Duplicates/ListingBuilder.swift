import Catalogue
import Core
import Grouping

/// From groups of pictures to groups of files: exact copies join their picture's group, or make one
/// of their own.
struct ListingBuilder {
  let scope: SearchScope
  let search: DuplicateSearch

  /// One group before it is stored and numbered.
  struct Draft {
    struct Member {
      var file: SearchScope.File
      var item: Int
      var kind: DuplicateKind?
      var confidence: Int
      var reasons: [String]
    }

    var members: [Member]
    var evidence: [PairEvidence]

    var kind: DuplicateKind { members.compactMap(\.kind).max() ?? .exactFile }
    var confidence: Int { members.dropFirst().map(\.confidence).min() ?? 100 }
  }

  func drafts(_ report: DuplicateReport) -> [Draft] {
    var grouped: Set<Int> = []
    var drafts: [Draft] = []
    for group in report.groups {
      grouped.formUnion(group.items)
      drafts.append(draft(of: group))
    }
    if search.kinds.contains(.burst) { drafts += report.bursts.map(sceneDraft) }
    if search.kinds.contains(.visual) { drafts += report.lookAlikes.map(sceneDraft) }
    for item in scope.items.indices where !grouped.contains(item) && scope.files[item].count > 1 {
      drafts.append(Draft(members: copies(of: item, isKeeper: true), evidence: []))
    }
    return drafts.compactMap(filtered)
      .sorted { ($0.kind, $0.members[0].file.path) < ($1.kind, $1.members[0].file.path) }
  }

  private func draft(of group: PictureGroup) -> Draft {
    var members = copies(of: group.keeper, isKeeper: true)
    members[0].reasons = group.keeperReasons
    for member in group.members {
      let reasons = EvidenceWords.reasons(
        for: scope.items[member.item], evidence: member.evidence,
        isTemplate: member.evidence.template == member.item)
      members += scope.files[member.item].map {
        Draft.Member(
          file: $0, item: member.item, kind: member.evidence.kind,
          confidence: member.evidence.confidence, reasons: reasons)
      }
    }
    return Draft(members: members, evidence: group.members.map(\.evidence))
  }

  /// A scene lists one file a moment, and look-alikes one a picture: their copies are in groups of
  /// their own.
  private func sceneDraft(of group: PictureGroup) -> Draft {
    var draft = draft(of: group)
    var seen: Set<Int> = []
    draft.members = draft.members.filter { seen.insert($0.item).inserted }
    return draft
  }

  private func copies(of item: Int, isKeeper: Bool) -> [Draft.Member] {
    scope.files[item].enumerated().map { position, file in
      let isBest = isKeeper && position == 0
      return Draft.Member(
        file: file, item: item, kind: isBest ? nil : .exactFile, confidence: 100,
        reasons: isBest ? [scope.copies.reason(for: scope.files[item])] : ["same bytes"])
    }
  }

  /// Leaves out members of kinds that were not asked for, and what falls apart without them.
  private func filtered(_ draft: Draft) -> Draft? {
    var draft = draft
    draft.members = draft.members.filter { member in
      member.kind.map(search.kinds.contains) ?? true
    }
    guard draft.members.count > 1, draft.confidence >= search.leastConfidence else { return nil }
    return draft
  }
}
