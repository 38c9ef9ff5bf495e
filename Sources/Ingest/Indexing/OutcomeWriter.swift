import Catalogue
import Core
import Files

/// Commits outcomes in batches and tells what became of each. Used by one thread.
struct OutcomeWriter {
  private let writer: CatalogueWriter
  private let claims: DigestClaims
  private var pending: [Outcome] = []
  /// Files whose content another worker is decoding, by content.
  private var waiting: [SHA256Digest: [ScannedFile]] = [:]
  /// Why contents failed in this run, for the identical files that follow.
  private var failures: [SHA256Digest: Fault] = [:]
  /// Rows that were moved to a new path in this run.
  private(set) var moved: Set<FileID> = []
  private var absence = Absence()
  private(set) var report = IndexReport()
  /// What the open batch will tell once it is committed.
  private var events: [IndexEvent] = []
  private var written: [SHA256Digest] = []

  init(writer: CatalogueWriter, claims: DigestClaims) {
    self.writer = writer
    self.claims = claims
  }

  var pendingCount: Int { pending.count }

  mutating func add(_ outcomes: [Outcome]) { pending += outcomes }

  /// Commits what is pending as one transaction, and returns what happened.
  mutating func commit() throws -> [IndexEvent] {
    guard !pending.isEmpty else { return [] }
    let batch = pending
    pending.removeAll(keepingCapacity: true)
    let writer = writer
    try writer.transaction { transaction in
      for outcome in batch { try apply(outcome, transaction) }
    }
    claims.release(written)
    written.removeAll(keepingCapacity: true)
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  private mutating func apply(_ outcome: Outcome, _ transaction: CatalogueTransaction) throws {
    switch outcome {
    case .picture(let file, let record, let picture):
      report.counts.bytesRead += file.identity.size
      let image = try transaction.putImage(
        record, luma: picture.luma, thumbnail: picture.thumbnail, embeddings: picture.embeddings,
        signals: picture.signals)
      if let quality = picture.quality { try put(quality, of: image, transaction) }
      if picture.embeddings.contains(where: \.space.isOfModel) { report.counts.embedded += 1 }
      written.append(record.sha256)
      if try place(file, image, transaction) { report.counts.indexed += 1 }
      for copy in waiting.removeValue(forKey: record.sha256) ?? [] {
        try link(copy, image, transaction)
      }
    case .quality(let file, let digest, let image, let measured):
      report.counts.bytesRead += file.identity.size
      try put(measured, of: image, transaction)
      written.append(digest)
      if try place(file, image, transaction) { report.counts.indexed += 1 }
      for copy in waiting.removeValue(forKey: digest) ?? [] { try link(copy, image, transaction) }
    case .copy(let file, let digest):
      report.counts.bytesRead += file.identity.size
      try copy(file, digest, transaction)
    case .sameFile(let file, let known, let former):
      try settle(file, known, former, transaction)
    case .confirmed(let file, let known):
      try confirm(file, known, transaction)
    case .failed(let file, let digest, let fault):
      try fail(file, fault, transaction)
      guard let digest else { return }
      report.counts.bytesRead += file.identity.size
      failures[digest] = fault
      for copy in waiting.removeValue(forKey: digest) ?? [] { try fail(copy, fault, transaction) }
    case .issue(let fault):
      tell(fault)
    case .fatal(let fault):
      throw fault
    case .vanished:
      break
    }
  }

  private func put(
    _ measured: MeasuredQuality, of image: ImageID, _ transaction: CatalogueTransaction
  ) throws {
    if let quality = measured.quality {
      try transaction.putQuality(quality, signal: measured.signal, of: image)
    } else {
      try transaction.putSignal(measured.signal, of: image)
    }
  }

  private mutating func tell(_ fault: Fault) {
    report.add(fault)
    events.append(.issue(fault))
  }

  private mutating func copy(
    _ file: ScannedFile, _ digest: SHA256Digest, _ transaction: CatalogueTransaction
  ) throws {
    if let image = try transaction.image(with: digest) {
      try link(file, image, transaction)
    } else if let fault = failures[digest] {
      try fail(file, fault, transaction)
    } else {
      waiting[digest, default: []].append(file)
    }
  }

  private mutating func link(
    _ file: ScannedFile, _ image: ImageID, _ transaction: CatalogueTransaction
  ) throws {
    guard try place(file, image, transaction) else { return }
    report.counts.linked += 1
    events.removeLast()
    events.append(.linked(file.path))
  }

  /// Puts a file where its image is: by moving the row of a file with the same content that is gone
  /// from its place, or else as a row of its own.
  ///
  /// - Returns: whether it is a row of its own; `false` when one was moved.
  private mutating func place(
    _ file: ScannedFile, _ image: ImageID, _ transaction: CatalogueTransaction
  ) throws -> Bool {
    let holders = try transaction.files(of: image)
    if !holders.contains(where: { $0.path == file.path }) {
      for former in holders where !moved.contains(former.file) {
        if absence.finding(at: former.path, device: former.device) == .removed {
          try move(former.file, from: former.path, to: file, transaction)
          return false
        }
      }
    }
    try put(file, image, transaction)
    events.append(.indexed(file.path))
    return true
  }

  private func put(
    _ file: ScannedFile, _ image: ImageID, _ transaction: CatalogueTransaction
  ) throws {
    let row = try transaction.putFile(file.path, identity: file.identity, image: image)
    try transaction.setMarks(file.marks, of: row)
  }

  private mutating func settle(
    _ file: ScannedFile, _ known: KnownFile, _ former: FilePath,
    _ transaction: CatalogueTransaction
  ) throws {
    if !moved.contains(known.id),
      absence.finding(at: former, device: known.identity.device) == .removed
    {
      try move(known.id, from: former, to: file, transaction)
    } else if let image = known.image {
      // Another name of the same file, which is still there: a hard link.
      try put(file, image, transaction)
      report.counts.linked += 1
      events.append(.linked(file.path))
    }
  }

  private mutating func move(
    _ row: FileID, from former: FilePath, to file: ScannedFile, _ transaction: CatalogueTransaction
  ) throws {
    try transaction.moveFile(row, to: file.path, identity: file.identity)
    try transaction.setMarks(file.marks, of: row)
    moved.insert(row)
    report.counts.moved += 1
    events.append(.moved(from: former, to: file.path))
  }

  private mutating func confirm(
    _ file: ScannedFile, _ known: KnownFile, _ transaction: CatalogueTransaction
  ) throws {
    if known.state == .missing, let image = known.image {
      try put(file, image, transaction)
      report.counts.linked += 1
      events.append(.linked(file.path))
    } else {
      if file.identity != known.identity {
        try transaction.refreshFile(known.id, identity: file.identity)
      }
      if file.marks != known.marks {
        try transaction.setMarks(file.marks, of: known.id)
        report.counts.marked += 1
      }
      report.counts.unchanged += 1
    }
  }

  private mutating func fail(
    _ file: ScannedFile, _ fault: Fault, _ transaction: CatalogueTransaction
  ) throws {
    var fault = fault
    fault.path = file.path
    try transaction.putFailure(file.path, identity: file.identity, fault: fault)
    report.counts.failed += 1
    report.add(fault)
    events.append(.failed(fault))
  }
}

extension OutcomeWriter {
  /// Says of the files that a complete scan did not list what became of them.
  mutating func finish(_ unlisted: UnlistedFiles) throws -> [IndexEvent] {
    let writer = writer
    try writer.transaction { transaction in
      try transaction.markMissing(unlisted.removed.map(\.file.id))
      for root in unlisted.completeRoots { try transaction.finishScan(of: root) }
    }
    report.counts.missing += unlisted.removed.count
    for fault in unlisted.doubts { report.add(fault) }
    return unlisted.removed.map { .missing($0.path) } + unlisted.doubts.map { .issue($0) }
  }
}
