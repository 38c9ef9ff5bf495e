import Catalogue
import Core
package import Review

extension Library {
  /// Plans the staging of what a report says goes: each choice whole or not at all, with all its
  /// companions, and only while the same picture of the best stays. Changes nothing.
  ///
  /// - Parameter place: `nil` for `delete_review` beside the folders for sets, and `_review_dupes`
  ///   for everything else.
  package func planStaging(
    _ report: CullReport, place: StagingPlace? = nil, companions: [String] = []
  ) throws -> ReviewPlan {
    let isOfSets = report.subject == .sets
    let requests = report.groups.flatMap { group in
      group.others.enumerated().filter(\.element.goes).flatMap { place, choice in
        let label = "\(report.subject.rawValue) \(group.number)"
        return choice.files.enumerated().map { position, file in
          StagingRequest(
            picture: file.reviewed, keepers: [group.best.files[position].reviewed], group: label,
            reason: choice.reasons.joined(separator: ", "),
            set: choice.files.count > 1 ? "\(label).\(place)" : nil)
        }
      }
    }
    let usual: StagingPlace = isOfSets ? .redundantSets : .duplicates
    return try planner(place ?? usual, companions: companions).plan(requests)
  }
}

extension CullFile {
  fileprivate var reviewed: ReviewedFile {
    ReviewedFile(path: path, identity: identity, digest: digest)
  }
}
