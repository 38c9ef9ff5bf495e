import Catalogue
package import Core
package import Review

/// What a merge of a group did.
package struct MergeOutcome: Sendable {
  /// Of what the kept picture took over; `nil` when that was nothing.
  package var edit: EditID?
  package var plan: ReviewPlan
  package var review: ReviewOutcome
}

extension Library {
  /// Gives one file of a group what was said of others of it, then sets those aside: their tags, stars
  /// and that they are favourites are not lost with them.
  ///
  /// What is taken over is written first, so that a crash in between loses none of it; when no file
  /// could be set aside, it is taken back.
  ///
  /// - Throws: as ``planStaging(of:in:)``.
  package func merge(
    _ files: Set<FilePath>, into keeper: ListedGroup.Member, of group: ListedGroup
  ) throws -> MergeOutcome {
    let plan = try planStaging(of: files, in: group)
    let others = Set(group.members.filter { files.contains($0.path) }.map(\.image))
    let gathered = try gathered(for: keeper.image, from: others.sorted())
    let edit = try writer.transaction { try $0.edit(gathered, of: [keeper.image]).id }
    do {
      let outcome = try stage(plan)
      guard let edit, outcome.fileCount == 0 else {
        return MergeOutcome(edit: edit, plan: plan, review: outcome)
      }
      try undoEdit(edit)
      return MergeOutcome(edit: nil, plan: plan, review: outcome)
    } catch {
      // What stopped the move says more than what might stop this.
      if let edit { _ = try? undoEdit(edit) }
      throw error
    }
  }
}
