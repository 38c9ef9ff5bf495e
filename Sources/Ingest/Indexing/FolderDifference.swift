import Catalogue
package import Core
import Files

/// Compares what a scan lists with what the catalogue knows, file by file; what is left at the end
/// was not seen. Pure: looks at no disk.
struct FolderDifference {
  enum Decision {
    case unchanged
    /// Failed before and is the same: not tried again.
    case stillFailed
    /// New or changed.
    case read
    /// Settled without reading.
    case report(Outcome)
  }

  /// Known files that the scan has not listed so far.
  private(set) var unseen: [FilePath: KnownFile]
  private let stale: Set<ImageID>
  private let retriesFailed: Bool
  private let rereadsUnchanged: Bool
  /// Made when the first unknown path turns up.
  private var byIdentity: [FileIdentity: FilePath]?

  init(known: [FilePath: KnownFile], stale: Set<ImageID>, options: IndexOptions) {
    unseen = known
    self.stale = stale
    retriesFailed = options.retriesFailed
    rereadsUnchanged = options.rereadsUnchanged
  }

  mutating func decide(_ file: ScannedFile) -> Decision {
    if let known = unseen.removeValue(forKey: file.path) { return decide(file, known) }
    if rereadsUnchanged { return .read }
    guard let former = former(of: file), let known = unseen[former] else { return .read }
    return .report(.sameFile(file, known, former: former))
  }

  /// Takes a known path off the unseen ones and returns what is known of it.
  mutating func take(_ path: FilePath) -> KnownFile? { unseen.removeValue(forKey: path) }

  private func decide(_ file: ScannedFile, _ known: KnownFile) -> Decision {
    guard !rereadsUnchanged, file.identity.isUnchanged(since: known.identity) else { return .read }
    switch known.state {
    case .failed:
      let isTried = retriesFailed || Fault.isPassing(known.failureCode ?? "")
      return isTried ? .read : .stillFailed
    case .present, .staged, .missing:
      guard let image = known.image, !stale.contains(image) else { return .read }
      let isAsKnown =
        known.state != .missing && file.identity == known.identity && file.marks == known.marks
      return isAsKnown ? .unchanged : .report(.confirmed(file, known))
    }
  }

  /// The unseen path that, by disk, inode, size and time, was this very file.
  ///
  /// Where times have whole seconds only, two files of one size can agree in all of it after an
  /// inode is used again, so there the name must agree too.
  private mutating func former(of file: ScannedFile) -> FilePath? {
    if byIdentity == nil { byIdentity = indexByIdentity() }
    guard let path = byIdentity?[file.identity] else { return nil }
    let hasFineTime = !file.identity.modified.isMultiple(of: 1_000_000_000)
    return hasFineTime || path.lastComponent == file.path.lastComponent ? path : nil
  }

  private func indexByIdentity() -> [FileIdentity: FilePath] {
    var index: [FileIdentity: FilePath] = [:]
    index.reserveCapacity(unseen.count)
    for (path, known) in unseen {
      guard let image = known.image, !stale.contains(image) else { continue }
      // Of hard links the first path, so that the outcome does not depend on a dictionary's order.
      if let other = index[known.identity], other < path { continue }
      index[known.identity] = path
    }
    return index
  }
}

extension FileIdentity {
  /// Whether a file at the same path is as it was. The disk's number does not count: it may change
  /// with every mount.
  package func isUnchanged(since known: FileIdentity) -> Bool {
    inode == known.inode && size == known.size && modified == known.modified
  }
}
