package import Archives
package import Catalogue
package import Core
package import Grouping
package import Ingest

extension Library {
  /// Indexes archives of pictures and 3D models; see ``Ingest/ArchiveIndexer``.
  package func indexArchives(
    _ paths: [FilePath], options: IndexOptions = IndexOptions(),
    limits: ArchiveLimits = .standard, cancellation: CancellationToken = CancellationToken(),
    onProgress: @Sendable (ArchiveReport, Int) -> Void = { _, _ in }
  ) throws -> ArchiveReport {
    let indexer = ArchiveIndexer(
      catalogue: catalogue, owner: owner, options: options, limits: limits)
    return try indexer.index(paths, cancellation: cancellation, onProgress: onProgress)
  }

  /// Archives that hold the same, by their previews and files.
  ///
  /// - Parameters:
  ///   - threshold: previews match when their hashes differ by fewer bits; `nil` for the hash's own.
  ///   - folders: only archives with a file below one of these; empty for all.
  package func findVisualDuplicates(
    threshold: Int? = nil, options: ArchiveOptions = ArchiveOptions(), folders: [FilePath] = [],
    cancellation: CancellationToken = CancellationToken()
  ) throws -> VisualListing {
    var options = options
    options.threshold = threshold ?? options.threshold
    let archives = try archives(below: folders)
    let pairs = try ArchiveFinder(archives, options: options).pairs(cancellation: cancellation)
    var groups = ArchiveGroup.groups(of: pairs, among: archives).map { group in
      VisualListing.Group(
        number: 0, confidence: group.confidence,
        members: [VisualListing.Member(archives[group.keeper], nil)]
          + group.members.map { member in
            VisualListing.Member(
              archives[member.archive], VisualListing.Evidence(member.pair, archives))
          })
    }
    // Copies of the very same bytes share a row and have no pair.
    let grouped = Set(groups.flatMap { $0.members.map(\.id) })
    groups += archives.filter { $0.paths.count > 1 && !grouped.contains($0.id) }.map { archive in
      VisualListing.Group(
        number: 0, confidence: 100, members: [VisualListing.Member(archive, nil)])
    }
    groups.sort {
      ($1.confidence, $0.members[0].paths[0]) < ($0.confidence, $1.members[0].paths[0])
    }
    for index in groups.indices { groups[index].number = index + 1 }
    return VisualListing(groups: groups, archiveCount: archives.count, options: options)
  }

  /// The archives that look most like an archive or a picture, the surest first. The file need not
  /// be indexed.
  ///
  /// - Throws: a fault when the file cannot be read.
  package func similarArchives(
    to path: FilePath, limit: Int = 20, leastConfidence: Int = 1
  ) throws -> [VisualListing.Member] {
    try similarArchives(
      to: CataloguedArchive(
        id: ArchiveID(rawValue: 0), record: ArchiveProcessor().lookedAt(path), paths: [path]),
      limit, leastConfidence)
  }

  /// The archives that look most like one of the library, the surest first.
  ///
  /// - Returns: `nil` when there is no such archive.
  package func similarArchives(
    to digest: SHA256Digest, limit: Int = 20, leastConfidence: Int = 1
  ) throws -> [VisualListing.Member]? {
    guard let archive = try reader.archives(with: digest).first else { return nil }
    return try similarArchives(to: archive, limit, leastConfidence)
  }

  private func similarArchives(
    to asked: CataloguedArchive, _ limit: Int, _ leastConfidence: Int
  ) throws -> [VisualListing.Member] {
    var options = ArchiveOptions()
    options.leastConfidence = leastConfidence
    let digest = asked.record.sha256
    let archives = try [asked] + reader.archives().filter { $0.record.sha256 != digest }
    return try ArchiveFinder(archives, options: options).matches(of: 0).prefix(limit).map { pair in
      VisualListing.Member(
        archives[pair.second], VisualListing.Evidence(pair, archives))
    }
  }

  /// An archive of the library; `nil` when there is none with this content.
  package func archive(
    with digest: SHA256Digest
  ) throws -> (member: VisualListing.Member, record: ArchiveRecord)? {
    try reader.archives(with: digest).first.map { (VisualListing.Member($0, nil), $0.record) }
  }

  /// All archives, or those with a file below one of some folders.
  func archives(below folders: [FilePath]) throws -> [CataloguedArchive] {
    try reader.archives().filter { archive in
      folders.isEmpty || archive.paths.contains { path in folders.contains(where: path.isInside) }
    }
  }

  /// Whether any archive was looked into.
  package func hasArchives() throws -> Bool { try reader.hasArchives() }

  /// Archives that could not be read, by path.
  package func failedArchives() throws -> [FailedArchive] { try reader.failedArchives() }
}
