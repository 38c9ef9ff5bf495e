package import Core
import Decoding
import Files
import Fingerprints
package import Grouping

/// A corpus in memory, decoded and fingerprinted, ready to be grouped under many settings.
package struct FingerprintedCorpus: LumaSource {
  package let truth: [GroundTruth.File]
  package let items: [GroupingItem]
  private let lumas: [LumaPlane]
  package let cosines: CorpusCosines

  package func luma(of item: Int) -> LumaPlane { lumas[item] }

  /// Decodes every file of the ground truth; about 5 ms each and core.
  ///
  /// - Throws: the first file that cannot be decoded: a corpus is whole or useless.
  package init(truth: GroundTruth) throws {
    let decoder = try PictureDecoder(limits: DecodeLimits())
    let pictures = try ParallelMap.map(truth.files) { file in
      let contents = try FileContents(reading: file.path, limit: 1 << 30)
      let digest = contents.withBytes(ContentDigest.sha256)
      let decoded = try contents.withBytes { try decoder.decode($0) }
      let image = try decoded.reduced()
      return (
        contents.identity, digest, decoded,
        Fingerprinter.fingerprints(
          of: image, originalWidth: decoded.width, originalHeight: decoded.height),
        VisualDescriptor.vector(of: image)
      )
    }
    self.truth = truth.files
    lumas = pictures.map { $0.3.luma }
    cosines = CorpusCosines(vectors: pictures.map { $0.4 })
    items = pictures.enumerated().map { position, picture in
      let (identity, digest, decoded, prints, _) = picture
      return GroupingItem(
        id: Int64(position), path: truth.files[position].path, digest: digest,
        width: decoded.width, height: decoded.height, byteSize: identity.size,
        format: decoded.format, dct: prints.dct, perceptual: prints.perceptual,
        texture: prints.texture, chroma: prints.chroma,
        takenLocal: decoded.metadata.takenLocal, camera: decoded.metadata.cameraModel,
        metadataRichness: decoded.metadata.richness, modified: identity.modified)
    }
  }

  /// SHA-256 of the full-size pixels; `nil` when the file cannot be read any more.
  package static func pixelDigest(of path: FilePath) -> SHA256Digest? {
    guard let decoder = try? PictureDecoder(limits: DecodeLimits()),
      let contents = try? FileContents(reading: path, limit: 1 << 30)
    else { return nil }
    return try? contents.withBytes { try decoder.pixelDigest($0) }
  }

  /// Scores a report on the files of one split (`nil`: of all).
  package func score(_ report: DuplicateReport, split: String?) -> DuplicateScore {
    let chosen = truth.indices.filter { split == nil || truth[$0].split == split }
    let place = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1, $0) })
    let groups = report.groups.map { $0.items.compactMap { place[$0] } }.filter { $0.count > 1 }
    let automatic = report.groups.flatMap { group in
      group.members.compactMap { member -> (Int, Int)? in
        guard member.evidence.kind.isAutomatic, let keeper = place[group.keeper],
          let item = place[member.item]
        else { return nil }
        return (keeper, item)
      }
    }
    return DuplicateScore(
      truth: chosen.map { truth[$0] }, groups: groups,
      automatic: automatic.map { (keeper: $0.0, member: $0.1) })
  }
}
