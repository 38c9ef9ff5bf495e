import Archives
import Catalogue
package import Core
import Files
import Ingest

extension Library {
  /// Writes what is known of archives as a document, one archive a line.
  ///
  /// - Parameters:
  ///   - root: only archives with a file in this folder, their paths relative to it; `nil` for all.
  ///   - write: takes the bytes as they are made.
  package func exportArchives(
    _ kind: ArchiveDocument, below root: FilePath? = nil,
    cancellation: CancellationToken = CancellationToken(), write: ([UInt8]) throws -> Void
  ) throws {
    let isWhole = kind == .scanResults
    let groups =
      isWhole
      ? try findVisualDuplicates(folders: root.map { [$0] } ?? [], cancellation: cancellation)
        .groups : []
    let writer = ArchiveDocumentWriter(kind, below: root, groups: groups)
    try write(
      Array("{\"format\":\"\(kind.format)\",\"version\":\(ArchiveDocument.version),".utf8)
        + Array("\"fingerprints\":".utf8) + JSONText.bytes(ArchiveDocument.fingerprints))
    var digests: [ArchiveID: SHA256Digest] = [:]
    let archives = try reader.archives().compactMap { archive -> CataloguedArchive? in
      var archive = archive
      archive.paths = archive.paths.filter { path in root.map(path.isInside) ?? true }
      digests[archive.id] = archive.record.sha256
      return archive.paths.isEmpty ? nil : archive
    }
    try Self.writeList("archives", of: archives, cancellation, write, writer.value)
    if isWhole {
      let failed = try failedArchives().filter { failed in
        root.map(failed.path.isInside) ?? true
      }
      try Self.writeList("failures", of: failed, cancellation, write, writer.value)
      try Self.writeList("visual_groups", of: groups, cancellation, write) {
        writer.value(of: $0, digests)
      }
    }
    try write(Array("}\n".utf8))
  }

  private static func writeList<Item>(
    _ name: String, of items: [Item], _ cancellation: CancellationToken,
    _ write: ([UInt8]) throws -> Void, _ value: (Item) -> JSONValue
  ) throws {
    try write(Array(",\"\(name)\":[".utf8))
    for (position, item) in items.enumerated() {
      try cancellation.check()
      try write(Array((position == 0 ? "\n" : ",\n").utf8) + JSONText.bytes(value(item)))
    }
    try write(Array("]".utf8))
  }

  /// Takes over what a document says of archives that are here.
  ///
  /// A file is believed to be an archive of the document when its bytes have the SHA-256 that the
  /// document says: all of it is read, but not unpacked. What was looked into here is kept as it is.
  /// The document is read whole before anything is written.
  ///
  /// - Parameter root: what relative paths are below.
  /// - Throws: what ``ArchiveDocumentReader`` throws; `Cancelled`; a fault when the catalogue cannot be
  ///   written.
  package func importArchives(
    from file: FilePath, below root: FilePath? = nil,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> ArchiveImportReport {
    let contents = try FileContents(reading: file, limit: ArchiveDocument.mostBytes)
    let document: ArchiveDocumentReader
    do throws(Fault) {
      document = try contents.withBytes { bytes throws(Fault) in
        try ArchiveDocumentReader(bytes, below: root)
      }
    } catch {
      var fault = error
      fault.path = file
      throw fault
    }
    var report = ArchiveImportReport(kind: document.kind)
    report.archives = document.archives.count
    let known = try reader.knownArchives(
      below: [FilePath("/")], version: ArchiveProcessor.version)
    for archive in document.archives {
      for path in archive.paths {
        try cancellation.check()
        do {
          let isNew = try takeOver(archive.record, at: path, known, cancellation)
          if isNew { report.added += 1 } else { report.known += 1 }
        } catch let fault as Fault where !fault.code.name.hasPrefix("store.") {
          report.issues.append(fault)
        }
      }
    }
    return report
  }

  /// - Returns: whether the file had not been looked into as it is now.
  private func takeOver(
    _ record: ArchiveRecord, at path: FilePath, _ known: [FilePath: KnownArchive],
    _ cancellation: CancellationToken
  ) throws -> Bool {
    let path = try path.resolved()
    let identity = try OpenFile(reading: path, followsSymlinks: true).identity(path)
    if let known = known[path], known.archive != nil, known.isCurrent,
      identity.isUnchanged(since: known.identity)
    {
      return false
    }
    let isSame =
      try identity.size == record.byteSize
      && ContentDigest.sha256(ofFile: path, cancellation: cancellation) == record.sha256
    guard isSame, ArchiveFormat.isArchive(path) else {
      throw Fault(
        "import.archives-changed", .user, "is not the file that the document describes",
        remedy: "Look into it: semblance index --archives", path: path)
    }
    try catalogue.writer(owner: owner).transaction { transaction in
      let current = try transaction.archive(with: record.sha256, version: ArchiveProcessor.version)
      let id = try current ?? transaction.putArchive(record)
      try transaction.putArchiveFile(path, identity: identity, archive: id)
    }
    return true
  }
}
