import Catalogue
import Core

/// The known files that a complete scan did not list, told apart: those that are gone, or no longer
/// asked for, and those whose absence is not believed because a disk seems not to be mounted.
struct UnlistedFiles {
  /// By path.
  private(set) var removed: [(path: FilePath, file: KnownFile)] = []
  /// One for each root or folder that is not believed to be empty.
  private(set) var doubts: [Fault] = []
  /// The roots of which everything is known.
  private(set) var completeRoots: [FilePath] = []

  private var held: [FilePath: Int] = [:]

  /// - Parameters:
  ///   - unseen: what the scan did not list.
  ///   - moved: rows that were found elsewhere.
  ///   - troubled: paths that could not be listed; nothing is said of what lies there.
  init(
    _ unseen: [FilePath: KnownFile], moved: Set<FileID>, troubled: [FilePath], roots: [FilePath],
    acceptsEmptyRoots: Bool
  ) {
    var absence = Absence()
    let files = unseen.filter { _, file in
      !moved.contains(file.id) && file.state != .missing && file.state != .staged
    }.sorted { $0.key < $1.key }
    let doubted = Self.doubtedRoots(roots, acceptsEmptyRoots: acceptsEmptyRoots)
    let troubled = Set(troubled)
    for (path, file) in files where !path.isBelow(any: troubled) {
      if let root = roots.first(where: { doubted[$0] != nil && path.isInside($0) }) {
        held[root, default: 0] += 1
        continue
      }
      switch absence.finding(at: path, device: file.identity.device) {
      case .present, .removed: removed.append((path, file))
      case .unmounted(let folder): held[folder, default: 0] += 1
      case .unknown: break
      }
    }
    doubts = Self.doubts(held, doubted)
    completeRoots = roots.filter {
      doubted[$0] == nil || (doubted[$0] == .empty && held[$0] == nil)
    }
  }

  private enum Doubt { case missing, empty }

  private static func doubtedRoots(
    _ roots: [FilePath], acceptsEmptyRoots: Bool
  ) -> [FilePath: Doubt] {
    var doubted: [FilePath: Doubt] = [:]
    for root in roots {
      guard case .present(_, let isFolder) = FileStatus(of: root) else {
        doubted[root] = .missing
        continue
      }
      if isFolder, !acceptsEmptyRoots, FileStatus.isEmptyFolder(root) { doubted[root] = .empty }
    }
    return doubted
  }

  /// A missing root is told even when nothing is known below it; an empty one is then fine.
  private static func doubts(
    _ held: [FilePath: Int], _ doubted: [FilePath: Doubt]
  ) -> [Fault] {
    var faults: [FilePath: Fault] = [:]
    for (folder, count) in held { faults[folder] = .unmounted(folder, keeping: count) }
    for (root, doubt) in doubted {
      switch (doubt, held[root]) {
      case (.missing, let count): faults[root] = .rootMissing(root, keeping: count ?? 0)
      case (.empty, let count?): faults[root] = .rootEmpty(root, keeping: count)
      case (.empty, nil): break
      }
    }
    return faults.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension FilePath {
  /// Whether this path or a folder above it is one of `paths`.
  fileprivate func isBelow(any paths: Set<FilePath>) -> Bool {
    if paths.isEmpty { return false }
    var path: FilePath? = self
    while let here = path {
      if paths.contains(here) { return true }
      path = here.parent
    }
    return false
  }
}
