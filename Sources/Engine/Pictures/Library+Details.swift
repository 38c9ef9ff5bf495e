package import Catalogue
package import Core
package import Review

/// Everything that is known of one file.
package struct FileDetails: Sendable {
  package struct Membership: Sendable {
    package var group: ListedGroup
    package var member: ListedGroup.Member
  }

  /// A picture that it was said not to be a duplicate of.
  package struct Decision: Sendable {
    package var others: [FilePath]
    package var decidedAt: Timestamp
    package var note: String?
  }

  package var file: CataloguedFile
  /// `nil` when no picture could be made of it.
  package var image: CataloguedImage?
  /// Other present files with the same bytes, by path.
  package var sameContent: [FilePath] = []
  package var signals: [SignalRecord] = []
  /// What models see in it, by sets of labels.
  package var automaticTags: [AutomaticTags] = []
  /// `nil` when it was not measured; `signals` may say why.
  package var quality: PictureQuality?
  /// Every tag of the file as a JSON object.
  package var rawMetadata: String?
  /// In the latest search for duplicates.
  package var memberships: [Membership] = []
  package var decisions: [Decision] = []
  package var isReference = false
  /// Where it waits when it was set aside.
  package var staged: StagedItem?
}

extension Library {
  /// Everything that is known of a file, which need not be there any more.
  ///
  /// - Throws: a fault when it was never indexed.
  package func details(of path: FilePath) throws -> FileDetails {
    let path = (try? path.resolved()) ?? path
    let reader = reader
    guard let file = try reader.file(at: path) else {
      throw Fault(
        "catalogue.unknown-file", .user, "is not indexed",
        remedy: "Run: semblance index \(path.parent?.display ?? "FOLDER")", path: path)
    }
    var details = FileDetails(file: file)
    details.isReference = try reader.referenceFolders().contains(where: path.isInside)
    details.staged = try stagedItems().first { item in
      item.files.contains { $0.path == path || $0.origin == path }
    }
    guard let id = file.image, let image = try reader.image(id) else { return details }
    details.image = image
    details.sameContent = try reader.files(of: id)
      .filter { $0.state == .present && $0.path != path }.map(\.path)
    details.signals = try reader.signals(of: id)
    details.automaticTags = try reader.automaticTags(of: id)
    details.quality = try reader.quality(of: id)
    details.rawMetadata = try reader.rawMetadata(of: id)
    details.memberships = try memberships(of: path)
    details.decisions = try decisions(on: id)
    return details
  }

  private func memberships(of path: FilePath) throws -> [FileDetails.Membership] {
    (try lastDuplicates()?.groups ?? []).compactMap { group in
      group.members.first { $0.path == path }
        .map { FileDetails.Membership(group: group, member: $0) }
    }
  }

  private func decisions(on image: ImageID) throws -> [FileDetails.Decision] {
    let reader = reader
    return try reader.notDuplicateDecisions().compactMap { decision in
      let pair = decision.pair
      guard pair.first == image || pair.second == image else { return nil }
      let other = pair.first == image ? pair.second : pair.first
      return FileDetails.Decision(
        others: try reader.files(of: other).map(\.path), decidedAt: decision.decidedAt,
        note: decision.note)
    }
  }
}
