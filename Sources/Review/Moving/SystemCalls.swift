import CFileSystem
import Core
import Glibc

/// The calls that change the file system, each announced to an observer before it is made.
///
/// Everything that `Review` changes goes through here, so that a test can stop the process before
/// any one of them, and a reader can see the whole of what it is able to do to files.
package struct SystemCalls: Sendable {
  /// A change that is about to be made.
  package enum Step: String, Sendable {
    case makeFolder, removeFolder, create, copy, rename, link, symlink, unlink, write, synchronise
    case truncate
  }

  private let willChange: @Sendable (Step) -> Void

  package init(willChange: @escaping @Sendable (Step) -> Void = { _ in }) {
    self.willChange = willChange
  }

  /// Announces a change that the caller makes itself.
  func announce(_ step: Step) { willChange(step) }

  func makeFolder(_ path: FilePath, mode: mode_t) throws(Fault) {
    willChange(.makeFolder)
    guard path.withCString({ mkdir($0, mode) }) == 0 || errno == EEXIST else {
      throw .system(errno, "make the folder", path: path)
    }
  }

  /// Removes a folder if nothing is in it; anything else is left as it is.
  func removeFolderIfEmpty(_ path: FilePath) -> Bool {
    willChange(.removeFolder)
    return path.withCString { rmdir($0) } == 0
  }

  /// Gives a file another name, in one step, never in place of another file. Where the kernel or
  /// file system cannot promise that, by a second name and the removal of the first.
  ///
  /// - Throws: a `Fault`: `file.exists` when the name is taken, `file.other-device` when it lies on
  ///   another file system.
  func move(_ from: FilePath, to: FilePath) throws(Fault) {
    willChange(.rename)
    let status = from.withCString { from in
      to.withCString { semblance_rename_noreplace(from, $0) }
    }
    switch status {
    case 0: return
    case EINVAL, ENOSYS, ENOTSUP: try moveByLinking(from, to: to)
    case EEXIST: throw .system(EEXIST, "move it there", path: to)
    default: throw .system(status, "move the file", path: from)
    }
  }

  func moveByLinking(_ from: FilePath, to: FilePath) throws(Fault) {
    willChange(.link)
    let linked = from.withCString { from in
      to.withCString { linkat(AT_FDCWD, from, AT_FDCWD, $0, 0) }
    }
    guard linked == 0 else { throw .system(errno, "move it there", path: to) }
    try unlink(from)
  }

  /// Makes a symbolic link, never in place of anything.
  ///
  /// - Throws: a `Fault`; `review.no-symlinks` where the file system has none.
  func makeSymlink(saying text: FilePath, at path: FilePath) throws(Fault) {
    willChange(.symlink)
    let made = text.withCString { text in path.withCString { Glibc.symlink(text, $0) } }
    guard made != 0 else { return }
    // FAT and its kin say EPERM, some network file systems ENOTSUP or ENOSYS.
    guard [EPERM, ENOTSUP, ENOSYS].contains(errno) else {
      throw .system(errno, "make the link", path: path)
    }
    throw Fault(
      "review.no-symlinks", .user, "this disk has no symbolic links",
      remedy: "Use copies, or choose a folder on another disk.", path: path)
  }

  func unlink(_ path: FilePath) throws(Fault) {
    willChange(.unlink)
    guard path.withCString({ Glibc.unlink($0) }) == 0 else {
      throw .system(errno, "remove the file", path: path)
    }
  }

  /// Makes the names in a folder durable.
  func synchroniseFolder(_ path: FilePath) throws(Fault) {
    willChange(.synchronise)
    let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .system(errno, "open the folder", path: path) }
    defer { close(descriptor) }
    // Some network file systems cannot do it and say EINVAL; their renames are the server's care.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw .system(errno, "make the folder durable", path: path)
    }
  }

  /// Makes a new file with this content.
  func create(_ path: FilePath, bytes: [UInt8]) throws(Fault) {
    willChange(.create)
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { throw .system(errno, "make the file", path: path) }
    defer { close(descriptor) }
    try write(bytes[...], to: descriptor, path: path)
    try synchronise(descriptor, path: path)
  }

  /// Makes an empty file. Its name is durable with its folder.
  ///
  /// - Parameters:
  ///   - mode: its permission bits; `nil` for what the process's mask leaves to everybody.
  ///   - modified: its time of last change, in nanoseconds since 1970; `nil` for now.
  /// - Throws: a `Fault`, `file.exists` when the name is taken.
  func createEmpty(_ path: FilePath, mode: mode_t?, modified: Int64?) throws(Fault) {
    willChange(.create)
    let descriptor = path.withCString {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
    }
    guard descriptor >= 0 else { throw .system(errno, "make the file", path: path) }
    defer { close(descriptor) }
    // A file system that knows no modes or times still holds the file.
    if let mode { _ = fchmod(descriptor, mode) }
    if let modified {
      let time = FileTime.time(nanoseconds: modified)
      _ = futimens(descriptor, [time, time])
    }
  }

  func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, path: FilePath) throws(Fault) {
    willChange(.write)
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress!, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .system(errno, "write the file", path: path) }
      rest = rest.dropFirst(written)
    }
  }

  func synchronise(_ descriptor: Int32, path: FilePath) throws(Fault) {
    willChange(.synchronise)
    guard fsync(descriptor) == 0 else { throw .system(errno, "make the file durable", path: path) }
  }
}
