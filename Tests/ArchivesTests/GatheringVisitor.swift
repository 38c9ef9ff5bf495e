import Archives
import Core

/// Wants everything and keeps it.
struct GatheringVisitor: ArchiveVisitor {
  var kinds: Set<EntryKind>?
  private(set) var whole: [String: [UInt8]] = [:]
  private(set) var dropped = 0
  private var current: [UInt8] = []
  /// The entry that is refused after its first bytes.
  var refused: String?
  private var name = ""

  mutating func begin(_ entry: ArchivedFile) -> Bool {
    current = []
    name = entry.name
    return kinds?.contains(entry.kind) ?? true
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    if name == refused { throw Fault("test.refused", .user, "is not wanted after all") }
    current += bytes
  }

  mutating func end(_ entry: ArchivedFile) throws(Fault) { whole[entry.name] = current }

  mutating func drop() { dropped += 1 }
}

extension ArchiveWalk {
  /// Walks an archive in memory and gives the visitor as well.
  static func walked(
    _ bytes: [UInt8], _ visitor: Visitor, limits: ArchiveLimits = .standard
  ) throws -> (contents: ArchiveContents, visitor: Visitor) {
    var walk = ArchiveWalk(visitor, limits: limits)
    let contents = try bytes.withUnsafeBytes { try walk.run($0) }
    return (contents, walk.visitor)
  }
}
