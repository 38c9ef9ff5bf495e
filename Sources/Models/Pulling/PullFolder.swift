internal import Core
internal import Files

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The hidden folder in which a model comes together; one process at a time works in it. It stays when
/// a pull is stopped, and the next one goes on in it.
struct PullFolder: ~Copyable {
  let path: FilePath
  private let lock: Int32

  private static let lockName = ".lock"

  /// - Throws: `model.pulling` when another process pulls the same model.
  init(for name: String, in home: FilePath) throws(Fault) {
    let path = home.appending(".\(name).pull")
    try Self.make(path)
    let lockPath = path.appending(Self.lockName)
    let lock = lockPath.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
    guard lock >= 0 else { throw .system(errno, "make the folder for the model", path: path) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw Fault(
        "model.pulling", .user, "\(name) is being pulled already",
        remedy: "Wait for the other command to end.")
    }
    self.path = path
    self.lock = lock
  }

  /// A folder to which nothing came is no beginning.
  deinit {
    if let names = try? FolderEntries.names(in: path), names.map(\.display) == [Self.lockName] {
      _ = path.appending(Self.lockName).withCString { unlink($0) }
      _ = path.withCString { rmdir($0) }
    }
    close(lock)
  }

  /// Makes the folder of a file.
  func makeFolder(for file: FilePath) throws(Fault) {
    if let folder = file.parent { try Self.make(folder) }
  }

  static func make(_ folder: FilePath) throws(Fault) {
    if FolderEntries.isFolder(folder) { return }
    if let parent = folder.parent { try make(parent) }
    guard folder.withCString({ mkdir($0, 0o755) }) == 0 || errno == EEXIST else {
      throw .system(errno, "make the folder for models", path: folder)
    }
  }

  /// Removes what is there beside these files: what another version of the model had.
  func keepOnly(_ names: Set<String>) {
    for file in (try? FolderEntries.files(in: path)) ?? [] {
      let name = FilePath(bytes: file.bytes.dropFirst(path.bytes.count + 1)).display
      let base = [".part.json", ".part"].first { name.hasSuffix($0) }.map {
        String(name.dropLast($0.count))
      }
      if name != Self.lockName, !names.contains(base ?? name) {
        _ = file.withCString { unlink($0) }
      }
    }
  }

  /// Gives the folder its name among the models.
  func settle(at place: FilePath) throws(Fault) {
    _ = path.appending(Self.lockName).withCString { unlink($0) }
    guard path.withCString({ old in place.withCString { rename(old, $0) } }) == 0 else {
      throw .system(errno, "put the model in its place", path: place)
    }
    if let home = place.parent { try AtomicFile.synchronise(folder: home) }
  }
}
