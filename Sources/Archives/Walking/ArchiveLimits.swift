/// What an archive may cost before it is refused or cut short.
package struct ArchiveLimits: Sendable {
  /// Entries, those of archives within among them.
  package var maximumEntries = 50_000
  /// Bytes unpacked of one entry, in one archive within.
  package var maximumEntryBytes: Int64 = 4 << 30
  /// Bytes unpacked in all.
  package var maximumBytes: Int64 = 32 << 30
  /// Bytes unpacked for each byte of the file, once more than ``freeBytes`` were. Meshes as text
  /// reach 20; a deflate bomb has 1,000.
  package var maximumRatio: Int64 = 200
  package var freeBytes: Int64 = 64 << 20
  /// Archives within archives that are entered; 0 enters none.
  package var maximumDepth = 3
  /// Of an archive within, which is held in memory while it is read.
  package var maximumNestedBytes: Int64 = 64 << 20
  /// Wall time for one archive.
  package var maximumSeconds = 120.0

  package init() {}

  package static let standard = ArchiveLimits()
}
