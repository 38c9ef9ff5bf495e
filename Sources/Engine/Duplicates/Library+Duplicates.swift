import Catalogue
package import Core
package import Grouping

extension Library {
  /// Searches for duplicates among everything indexed, and stores the outcome as the latest run.
  ///
  /// - Throws: `Cancelled`; a fault when the catalogue cannot be read or written.
  package func findDuplicates(
    _ search: DuplicateSearch = DuplicateSearch(),
    cancellation: CancellationToken = CancellationToken(),
    progress: (DuplicateStep) -> Void = { _ in }
  ) throws -> DuplicateListing {
    let started = Timestamp.now
    let scope = try SearchScope(reader: reader, folders: search.folders, keep: search.keep)
    let place = Dictionary(uniqueKeysWithValues: scope.images.enumerated().map { ($1, $0) })
    let refused = try reader.notDuplicates().compactMap { pair -> PairKey? in
      guard let first = place[pair.first], let second = place[pair.second] else { return nil }
      return PairKey(first, second)
    }
    let digests = try PixelDigests(scope: scope)
    let cache = try ComparisonCache(scope: scope, options: search.options, reader: reader)
    let report = try DuplicateFinder(options: search.options).report(
      on: scope.items, lumas: CatalogueLumas(images: scope.images, reader: reader),
      pixelDigest: { digests.digest(of: $0) },
      cosines: CatalogueCosines(images: scope.images, library: self), refused: Set(refused),
      memory: cache.memory,
      cancellation: cancellation, progress: progress)
    try digests.store(in: writer)
    // A search of some folders does not know how its pictures lie to all the others.
    if search.folders.isEmpty { try cache.keep(report.memory, in: writer) }
    let drafts = ListingBuilder(scope: scope, search: search).drafts(report)
    let run = DuplicateRun(
      options: search.json, startedAt: started, finishedAt: .now,
      groups: drafts.map { $0.stored(scope) })
    let id = try writer.transaction { try $0.putDuplicateRun(run) }
    return try listing(id, run)
  }

  /// The latest run, without files that have gone since and groups that fell apart with them; `nil`
  /// before the first search.
  package func lastDuplicates() throws -> DuplicateListing? {
    guard let id = try reader.lastDuplicateRun(), let run = try reader.duplicateRun(id) else {
      return nil
    }
    return try listing(id, run)
  }

  private func listing(_ id: DuplicateRunID, _ run: DuplicateRun) throws -> DuplicateListing {
    let reader = reader
    let references = try reader.referenceFolders()
    var groups: [ListedGroup] = []
    for (position, group) in run.groups.enumerated() {
      let listed = try listed(group, at: position, references: references, reader)
      if let listed { groups.append(listed) }
    }
    let statistics = try reader.statistics()
    return DuplicateListing(
      run: id.rawValue, groups: groups, fileCount: statistics.files[.present]?.count ?? 0,
      pictureCount: statistics.imageCount)
  }

  /// `nil` for a group that fell apart: without its best there is nothing to compare with, and the
  /// next search makes a new one.
  func listed(
    _ group: DuplicateGroup, at position: Int, references: [FilePath], _ reader: CatalogueReader
  ) throws -> ListedGroup? {
    guard let kind = DuplicateKind(rawValue: group.kind) else { return nil }
    let members = try group.members.compactMap { member in
      try listed(member, in: group, references: references, reader)
    }
    guard members.count > 1, members[0].isBest else { return nil }
    let isWhole = members.count == group.members.count + group.refusedCount
    let left = members.dropFirst()
    return ListedGroup(
      number: position + 1, kind: isWhole ? kind : left.compactMap(\.kind).max() ?? kind,
      confidence: isWhole ? Int(saturating: group.confidence) : left.map(\.confidence).min() ?? 100,
      members: members)
  }

  private func listed(
    _ member: DuplicateMember, in group: DuplicateGroup, references: [FilePath],
    _ reader: CatalogueReader
  ) throws -> ListedGroup.Member? {
    guard let file = try reader.file(member.file), file.state == .present, let id = file.image,
      let image = try reader.image(id)
    else { return nil }
    let link = group.links.first { $0.first == id || $0.second == id }
    let isOfBest = !member.isBest && member.reasons.first == "same bytes"
    let kind: DuplicateKind? =
      member.isBest
      ? nil : isOfBest ? .exactFile : link.flatMap { DuplicateKind(rawValue: $0.kind) }
    return ListedGroup.Member(
      file: file.id, image: id, path: file.path, identity: file.identity,
      digest: image.record.sha256, format: image.record.format, width: image.record.width,
      height: image.record.height, isBest: member.isBest,
      isReference: references.contains(where: file.path.isInside),
      kind: kind ?? (member.isBest ? nil : .exactFile),
      confidence: kind == .exactFile || link == nil ? 100 : Int(saturating: link!.confidence),
      cosine: isOfBest ? nil : link.flatMap { PairDetail($0.detail)?.cosine },
      reasons: member.reasons, marks: file.marks)
  }
}

extension ListingBuilder.Draft {
  fileprivate func stored(_ scope: SearchScope) -> DuplicateGroup {
    DuplicateGroup(
      kind: kind.rawValue, confidence: Double(confidence),
      members: members.enumerated().map { position, member in
        DuplicateMember(
          file: member.file.id, isBest: position == 0, reasons: member.reasons)
      },
      links: evidence.map { evidence in
        DuplicateLink(
          first: scope.images[evidence.template], second: scope.images[evidence.image],
          kind: evidence.kind.rawValue, distance: evidence.distance,
          residual: Double(evidence.residual), confidence: Double(evidence.confidence),
          detail: PairDetail(evidence).json)
      })
  }
}

extension DuplicateSearch {
  fileprivate var json: String {
    let kinds = kinds.sorted().map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    let keep = options.keep.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    let confirmation = options.confirmation
    let cosine =
      confirmation.asksCosines
      ? "\"confirm\":\"\(confirmation.method.rawValue)\",\"cosine\":\(confirmation.leastCosine),"
        + "\"gate\":\(confirmation.gate),"
      : ""
    let radius = options.radius.map { "\($0)" } ?? "null"
    return """
      {\(cosine)"keep":[\(keep)],"kinds":[\(kinds)],"least_confidence":\(leastConfidence),"radius":\(radius)}
      """
  }
}
