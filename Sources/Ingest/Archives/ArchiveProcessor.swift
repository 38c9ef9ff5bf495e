package import Archives
package import Catalogue
package import Core
import Files

/// From an archive on the disk to everything that the catalogue keeps of it. Called on several
/// threads at once; writes nothing anywhere.
package struct ArchiveProcessor: Sendable {
  private let limits: ArchiveLimits

  /// What archives are read by now.
  package static var version: Int { PreviewMaker.version }

  package init(limits: ArchiveLimits = .standard) { self.limits = limits }

  /// Reads an archive: once for its files and pictures, and once more for its models: one where it has
  /// pictures, a few otherwise. Blocks.
  ///
  /// - Throws: what `ArchiveWalk.run` throws.
  package func process(
    _ path: FilePath, digest: SHA256Digest, byteSize: Int64,
    cancellation: CancellationToken? = nil
  ) throws(Fault) -> ArchiveRecord {
    let maker = try PreviewMaker()
    var walk = ArchiveWalk(PictureCollector(maker), limits: limits, cancellation: cancellation)
    let contents = try walk.run(path)
    var previews = walk.visitor.previews
    var issues = contents.issues
    var issueCount = contents.issueCount
    let models = ModelCollector(maker, contents, hasPictures: !previews.isEmpty)
    if models.isNeeded {
      var second = ArchiveWalk(models, limits: limits, cancellation: cancellation)
      let again = try second.run(path)
      previews += second.visitor.previews
      // The others were told by the first walk.
      let new = again.issues.filter { $0.code.name.hasPrefix("mesh.") }
      issues += new
      issueCount += new.count
    }
    return ArchiveRecord(
      sha256: digest, byteSize: byteSize, format: contents.format.rawValue,
      version: Self.version,
      entries: contents.files.map { file in
        ArchiveRecord.Entry(
          name: file.name, kind: file.kind.rawValue, size: file.size, crc: file.crc,
          depth: file.depth)
      }, previews: previews,
      issues: issues.map { fault in
        let words = fault.underlying.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
        return ArchiveRecord.Issue(code: fault.code.name, message: fault.message + words)
      }, issueCount: issueCount)
  }
}

extension ArchiveProcessor {
  /// What there is to see of a file that need not be indexed: an archive, or a picture as an archive
  /// that holds it alone.
  package func lookedAt(_ path: FilePath) throws -> ArchiveRecord {
    let digest = try ContentDigest.sha256(ofFile: path)
    if ArchiveFormat.isArchive(path) {
      return try process(path, digest: digest, byteSize: 0)
    }
    let contents = try FileContents(reading: path, limit: 1 << 30)
    let maker = try PreviewMaker()
    let name = path.lastComponent.display
    let preview: ArchivePreview
    do throws(Fault) {
      preview = try contents.withBytes { bytes throws(Fault) in
        try maker.preview(bytes, entry: name, kind: .picture)
      }
    } catch {
      var fault = error
      fault.path = path
      throw fault
    }
    return ArchiveRecord(
      sha256: digest, byteSize: Int64(contents.count), format: "", version: Self.version,
      entries: [], previews: [preview], issues: [], issueCount: 0)
  }
}
