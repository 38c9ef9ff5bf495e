import Catalogue
import Core
import Files
import Synchronization

/// One index of archives while it goes on; shared by its threads.
final class ArchiveRun: Sendable {
  let report = Mutex(ArchiveReport())
  private let broken = Mutex<(any Error)?>(nil)
  private let catalogue: Catalogue
  private let owner: Owner
  private let processor: ArchiveProcessor
  private let maximumBytes: Int64
  private let cancellation: CancellationToken

  init(
    _ catalogue: Catalogue, _ owner: Owner, _ processor: ArchiveProcessor, _ maximumBytes: Int64,
    _ cancellation: CancellationToken
  ) {
    self.catalogue = catalogue
    self.owner = owner
    self.processor = processor
    self.maximumBytes = maximumBytes
    self.cancellation = cancellation
  }

  /// Reads an archive and commits what it is. A catalogue that cannot be written ends the run.
  func work(on file: ScannedFile) {
    if cancellation.isCancelled || broken.withLock({ $0 != nil }) { return }
    do {
      try settle(file)
    } catch is Cancelled {
      return
    } catch {
      broken.withLock { $0 = $0 ?? error }
    }
  }

  func throwIfBroken() throws {
    if let error = broken.withLock({ $0 }) { throw error }
  }

  private func settle(_ file: ScannedFile) throws {
    let digest: SHA256Digest
    let record: ArchiveRecord
    do {
      guard file.identity.size <= maximumArchiveBytes else { throw tooLarge(file) }
      digest = try ContentDigest.sha256(ofFile: file.path, cancellation: cancellation)
      let known = try catalogue.reader(owner: owner).archiveID(
        of: digest, version: ArchiveProcessor.version)
      if let known { return try link(file, known) }
      record = try processor.process(
        file.path, digest: digest, byteSize: file.identity.size, cancellation: cancellation)
    } catch let fault as Fault where !fault.code.name.hasPrefix("store.") {
      return try fail(file, fault)
    }
    try catalogue.writer(owner: owner).transaction { transaction in
      let id = try transaction.putArchive(record)
      try transaction.putArchiveFile(file.path, identity: file.identity, archive: id)
    }
    report.withLock { report in
      report.indexed += 1
      report.entryIssues += record.issueCount
      if record.previews.isEmpty { report.withoutPreview += 1 }
    }
  }

  private func link(_ file: ScannedFile, _ known: ArchiveID) throws {
    try catalogue.writer(owner: owner).transaction { transaction in
      try transaction.putArchiveFile(file.path, identity: file.identity, archive: known)
    }
    report.withLock { $0.linked += 1 }
  }

  private func fail(_ file: ScannedFile, _ fault: Fault) throws {
    if fault.code == "archive.cancelled" { throw Cancelled() }
    // Gone when its turn came; a later scan will tell.
    if fault.code == "file.missing" { return }
    var fault = fault
    fault.path = file.path
    try catalogue.writer(owner: owner).transaction { transaction in
      try transaction.putArchiveFailure(file.path, identity: file.identity, fault: fault)
    }
    report.withLock { report in
      report.failed += 1
      report.issues.append(fault)
    }
  }

  /// Archives are read as streams, so they may be larger than pictures.
  private var maximumArchiveBytes: Int64 {
    let (most, overflow) = maximumBytes.multipliedReportingOverflow(by: 16)
    return overflow ? .max : most
  }

  private func tooLarge(_ file: ScannedFile) -> Fault {
    Fault(
      "file.too-large", .user,
      "has \(file.identity.size) bytes, more than the limit of \(maximumArchiveBytes) on archives",
      remedy: "Raise --max-bytes to read it: archives may have sixteen times as many.",
      path: file.path)
  }
}
