import Core

/// Tells a file that was removed from one whose disk is not mounted.
struct Absence {
  enum Finding: Hashable {
    case present
    case removed
    /// The nearest folder above that is there is empty and on another disk than the file was: the
    /// place where that disk is mounted.
    case unmounted(FilePath)
    case unknown
  }

  private enum Folder {
    case emptyOn(device: UInt64, FilePath)
    case inUse
    case unknown
  }

  /// By folder, since files vanish by the folder.
  private var folders: [FilePath: Folder] = [:]

  /// - Parameter device: the disk that the file was on.
  mutating func finding(at path: FilePath, device: UInt64) -> Finding {
    switch FileStatus(of: path) {
    case .present: return .present
    case .unknown: return .unknown
    case .gone: break
    }
    switch folder(above: path) {
    case .emptyOn(let now, let folder): return now == device ? .removed : .unmounted(folder)
    case .inUse: return .removed
    case .unknown: return .unknown
    }
  }

  private mutating func folder(above path: FilePath) -> Folder {
    guard let parent = path.parent else { return .unknown }
    if let known = folders[parent] { return known }
    let found: Folder =
      switch FileStatus(of: parent) {
      case .unknown: .unknown
      case .gone: folder(above: parent)
      case .present(let identity, _):
        FileStatus.isEmptyFolder(parent) ? .emptyOn(device: identity.device, parent) : .inUse
      }
    folders[parent] = found
    return found
  }
}
