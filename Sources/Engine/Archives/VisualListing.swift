package import Catalogue
package import Core
package import Grouping

/// Groups of archives that hold the same, with the evidence.
package struct VisualListing: Sendable {
  /// An archive in a group.
  package struct Member: Sendable {
    package var id: ArchiveID
    package var sha256: SHA256Digest
    /// The files that hold it, by path.
    package var paths: [FilePath]
    package var format: String
    package var byteSize: Int64
    package var fileCount: Int
    package var previews: [ArchivePreview]
    /// What it has in common with the one to keep; `nil` for that one.
    package var evidence: Evidence?
  }

  /// What an archive has in common with another.
  package struct Evidence: Hashable, Sendable {
    /// 0…100, calibrated.
    package var confidence: Int
    package var matchCount: Int
    /// Previews of the one that has fewer.
    package var previewCount: Int
    package var best: Int?
    package var mean: Double?
    /// The share of both archives' pictures that match, rare ones counting more, 0…1; `nil` where one
    /// has none.
    package var pictureCoverage: Double?
    /// The share of the drawn models that look alike, 0…1; `nil` where one has none.
    package var modelCoverage: Double?
    /// The share of the larger one's bytes that lie in files of both, 0…1.
    package var sharedBytes: Double
    package var sharedFiles: Int
    /// Of the one that has more.
    package var fileCount: Int
    /// For people: `same 14 of 15 files`, `4 of 5 previews look alike`.
    package var reasons: [String]
  }

  package struct Group: Sendable {
    /// From 1 on.
    package var number: Int
    package var confidence: Int
    /// The one to keep first.
    package var members: [Member]
  }

  package var groups: [Group]
  /// Archives that were compared.
  package var archiveCount: Int
  package var options: ArchiveOptions

  package var copyCount: Int { groups.reduce(0) { $0 + $1.members.count - 1 } }
}

extension VisualListing.Member {
  init(_ archive: CataloguedArchive, _ evidence: VisualListing.Evidence?) {
    self.init(
      id: archive.id, sha256: archive.record.sha256, paths: archive.paths,
      format: archive.record.format,
      byteSize: archive.record.byteSize, fileCount: archive.fileCount,
      previews: archive.record.previews, evidence: evidence)
  }
}

extension CataloguedArchive {
  /// Files that say something: no empty ones, and no archives, which are told by what they hold.
  var fileCount: Int { record.entries.count { $0.kind != "archive" && $0.size > 0 } }
}

extension VisualListing.Evidence {
  init(_ pair: ArchivePair, _ archives: [CataloguedArchive]) {
    let previews = min(
      archives[pair.first].record.previews.count, archives[pair.second].record.previews.count)
    let files = max(pair.firstFiles, pair.secondFiles)
    var reasons: [String] = []
    if pair.hasSameFiles {
      reasons.append("the same \(files) files")
    } else if pair.sharedFiles > 0 {
      reasons.append("same \(pair.sharedFiles) of \(files) files")
    }
    if !pair.matches.isEmpty {
      reasons.append("\(pair.matches.count) of \(previews) previews look alike")
      let turned = pair.matches.count(where: \.isTurned)
      if turned > 0 { reasons.append("\(turned) seen from another side") }
      if pair.modelCoverage == 0 { reasons.append("but their models look different") }
    }
    self.init(
      confidence: pair.confidence, matchCount: pair.matches.count, previewCount: previews,
      best: pair.best, mean: pair.mean, pictureCoverage: pair.pictureCoverage,
      modelCoverage: pair.modelCoverage, sharedBytes: pair.sharedBytes,
      sharedFiles: pair.sharedFiles, fileCount: files,
      reasons: reasons)
  }
}
