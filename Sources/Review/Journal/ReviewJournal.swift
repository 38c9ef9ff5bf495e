import Core
import Glibc

/// The record of everything that is done to a person's files, written before it is done.
///
/// A folder with `review.journal` (a header line, then ``JournalFrame`` lines, only ever appended
/// to), `review.lock`, and `review-N.archive` files: what the journal was before each compaction,
/// kept as the audit trail.
///
/// Write-ahead rule: an intent is durable before the first change that it announces. Settlements
/// may be lost in a crash of the machine; what was done is then seen from the files themselves.
struct ReviewJournal: ~Copyable {
  /// What was found at opening.
  struct Opening {
    /// Bytes of an unfinished last line, which were cut off.
    var tornBytes = 0
    /// Lines in the middle that cannot be read; the journal was set aside before it was continued.
    var damagedLines = 0
    var setAside: FilePath?
  }

  private static let header = "semblance-review-journal 1 "

  let folder: FilePath
  /// Hexadecimal digits that are this journal's alone; part of the names of temporary files.
  private(set) var token = ""
  private(set) var ledger = ReviewLedger()
  private(set) var opening = Opening()
  private let calls: SystemCalls
  private let lock: JournalLock
  private var descriptor: Int32
  private var size: Int64 = 0
  private var nextNumber = 1

  private var path: FilePath { folder.appending("review.journal") }

  /// Opens the journal of a folder, making both where missing, and replays it.
  ///
  /// - Parameter compactionSize: bytes of journal beyond which opening rewrites it in short form.
  /// - Throws: a `Fault`: `review.busy`; `journal.version` for a journal of a newer Semblance; a
  ///   failed system call.
  static func open(
    _ folder: FilePath, calls: SystemCalls, compactionSize: Int64
  ) throws(Fault) -> ReviewJournal {
    let missing = try Self.missingFolders(of: folder)
    for level in missing { try calls.makeFolder(level, mode: 0o700) }
    let lock = try JournalLock(folder.appending("review.lock"))
    let path = folder.appending("review.journal")
    if try !FileEntry.exists(path) {
      try Self.begin(path, calls: calls)
      for level in missing.compactMap(\.parent) { try calls.synchroniseFolder(level) }
    }
    let opened = path.withCString { Glibc.open($0, O_RDWR | O_APPEND | O_CLOEXEC) }
    guard opened >= 0 else { throw .system(errno, "open the journal", path: path) }
    var journal = ReviewJournal(folder: folder, descriptor: opened, lock: lock, calls: calls)
    try journal.replay()
    if journal.size > compactionSize, journal.ledger.open.isEmpty { try journal.compact() }
    return journal
  }

  private init(
    folder: FilePath, descriptor: Int32, lock: consuming JournalLock, calls: SystemCalls
  ) {
    self.folder = folder
    self.descriptor = descriptor
    self.lock = lock
    self.calls = calls
  }

  deinit { close(descriptor) }

  /// Appends records as one frame, not yet durable.
  mutating func append(_ records: [JournalRecord]) throws(Fault) {
    guard !records.isEmpty else { return }
    let line = try JournalFrame(number: nextNumber, records: records).line()
    do throws(Fault) { try calls.write(line[...], to: descriptor, path: path) } catch {
      // A half-written line must not stand between this journal and its next frame.
      _ = ftruncate(descriptor, off_t(size))
      throw error
    }
    size += Int64(line.count)
    nextNumber += 1
    for record in records { ledger.apply(record) }
  }

  /// Makes everything that was appended durable.
  mutating func synchronise() throws(Fault) { try calls.synchronise(descriptor, path: path) }

  /// Appends records and makes them durable.
  mutating func commit(_ records: [JournalRecord]) throws(Fault) {
    try append(records)
    try synchronise()
  }

  mutating func forget(folder: FilePath) { ledger.forget(folder: folder) }

  mutating func forget(seal: SealRecord) { ledger.forget(seal: seal) }

  // MARK: Opening

  private mutating func replay() throws(Fault) {
    let bytes = try Self.contents(descriptor, path: path)
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw Self.foreign(path) }
    let first = String(decoding: bytes[..<end], as: UTF8.self)
    guard first.hasPrefix("semblance-review-journal ") else { throw Self.foreign(path) }
    guard first.hasPrefix(Self.header) else {
      throw Fault(
        "journal.version", .user, "the journal is of a newer version",
        remedy: "Use the version of Semblance that wrote it.", path: path)
    }
    token = String(first.dropFirst(Self.header.count))
    var goodEnd = end + 1
    var damagedSinceGood = 0
    var start = goodEnd
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      if let newline, let frame = JournalFrame(line: bytes[start..<newline]) {
        opening.damagedLines += damagedSinceGood
        damagedSinceGood = 0
        nextNumber = frame.number + 1
        for record in frame.records { ledger.apply(record) }
        goodEnd = newline + 1
      } else {
        damagedSinceGood += 1
      }
      start = (newline ?? bytes.count - 1) + 1
    }
    size = Int64(goodEnd)
    if opening.damagedLines > 0 { try setAside(bytes) }
    guard goodEnd < bytes.count else { return }
    opening.tornBytes = bytes.count - goodEnd
    calls.announce(.truncate)
    guard ftruncate(descriptor, off_t(goodEnd)) == 0 else {
      throw .system(errno, "cut off the torn end of the journal", path: path)
    }
    try synchronise()
  }

  /// Keeps a damaged journal as it was found; the copy is named by its length, so that a second
  /// opening does not keep a second one.
  private mutating func setAside(_ bytes: [UInt8]) throws(Fault) {
    let copy = folder.appending("review-\(bytes.count).damaged")
    if try !FileEntry.exists(copy) { try calls.create(copy, bytes: bytes) }
    opening.setAside = copy
  }

  // MARK: Compaction

  /// Rewrites the journal as its ledger, if that saves half; the old one is kept under the number
  /// of its last frame.
  private mutating func compact() throws(Fault) {
    let temporary = folder.appending("review.journal.new")
    if try FileEntry.exists(temporary) { try calls.unlink(temporary) }
    var lines = Array("\(Self.header)\(token)\n".utf8)
    var number = nextNumber
    let records = ledger.snapshot()
    for start in stride(from: 0, to: records.count, by: 256) {
      let frame = JournalFrame(
        number: number, records: Array(records[start..<min(start + 256, records.count)]))
      lines += try frame.line()
      number += 1
    }
    guard Int64(lines.count) * 2 < size else { return }
    try calls.create(temporary, bytes: lines)
    let archive = folder.appending("review-\(nextNumber).archive")
    calls.announce(.link)
    let linked = path.withCString { from in archive.withCString { link(from, $0) } }
    guard linked == 0 || errno == EEXIST else {
      throw .system(errno, "keep the old journal", path: archive)
    }
    calls.announce(.rename)
    let renamed = temporary.withCString { from in path.withCString { rename(from, $0) } }
    guard renamed == 0 else { throw .system(errno, "replace the journal", path: path) }
    try calls.synchroniseFolder(folder)
    let opened = path.withCString { Glibc.open($0, O_RDWR | O_APPEND | O_CLOEXEC) }
    guard opened >= 0 else { throw .system(errno, "open the journal", path: path) }
    close(descriptor)
    descriptor = opened
    size = Int64(lines.count)
    nextNumber = number
  }

  // MARK: Files

  private static func begin(_ path: FilePath, calls: SystemCalls) throws(Fault) {
    let temporary = FilePath(bytes: path.bytes + Array(".new".utf8))
    if try FileEntry.exists(temporary) { try calls.unlink(temporary) }
    let token = Hexadecimal.string(of: (0..<4).map { _ in UInt8.random(in: .min ... .max) })
    try calls.create(temporary, bytes: Array("\(header)\(token)\n".utf8))
    try calls.move(temporary, to: path)
    if let folder = path.parent { try calls.synchroniseFolder(folder) }
  }

  private static func contents(_ descriptor: Int32, path: FilePath) throws(Fault) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(errno, "read the journal", path: path)
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + filled, $0.count - filled, off_t(filled))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw .system(count < 0 ? errno : EIO, "read the journal", path: path)
      }
      filled += count
    }
    return bytes
  }

  /// The folders on the way to a path that are not there, outermost first, the path's own last.
  static func missingFolders(of folder: FilePath) throws(Fault) -> [FilePath] {
    var missing: [FilePath] = []
    var level: FilePath? = folder
    while let path = level, try !FileEntry.exists(path) {
      missing.append(path)
      level = path.parent
    }
    return missing.reversed()
  }

  private static func foreign(_ path: FilePath) -> Fault {
    Fault(
      "journal.foreign", .user, "is not a review journal",
      remedy: "Choose another folder for the journal.", path: path)
  }
}
