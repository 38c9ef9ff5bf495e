internal import Core

/// What one archive has cost so far, with those within it, against its limits.
struct ArchiveBudget {
  private let limits: ArchiveLimits
  private let packedBytes: Int64
  private let started = ContinuousClock.now
  private var entries = 0
  private var bytes: Int64 = 0

  init(_ limits: ArchiveLimits, packedBytes: Int64) {
    self.limits = limits
    self.packedBytes = packedBytes
  }

  mutating func addEntry() throws(Fault) {
    entries += 1
    guard entries <= limits.maximumEntries else { throw .tooManyEntries(limits.maximumEntries) }
  }

  /// - Parameter entryBytes: unpacked of the same entry before.
  mutating func add(_ count: Int, entryBytes: Int64) throws(Fault) {
    bytes += Int64(count)
    guard bytes <= limits.maximumBytes, entryBytes + Int64(count) <= limits.maximumEntryBytes
    else {
      throw .tooManyArchivedBytes(
        bytes > limits.maximumBytes ? limits.maximumBytes : limits.maximumEntryBytes)
    }
    let (fair, overflow) = max(1, packedBytes).multipliedReportingOverflow(
      by: limits.maximumRatio)
    guard overflow || bytes <= limits.freeBytes || bytes <= fair else {
      throw .bomb(limits.maximumRatio)
    }
  }

  func checkTime() throws(Fault) {
    guard (ContinuousClock.now - started) / .seconds(1) <= limits.maximumSeconds else {
      throw .slowArchive(limits.maximumSeconds)
    }
  }
}
