import CommandKit
import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a command writes a result that a person named: a file, which appears whole under its name
/// once it is finished, or standard output for `-`.
final class ResultFile {
  static let standardOutput: FilePath = "-"

  private let path: FilePath
  private let partial: FilePath
  private let console: Console
  private var descriptor: Int32 = -1
  private var pending: [UInt8] = []

  var isStandardOutput: Bool { path == Self.standardOutput }

  init(_ path: FilePath, on console: Console) throws {
    self.console = console
    // A link is followed, rather than replaced.
    self.path = path == Self.standardOutput ? path : try path.absolute()
    let isReplaced = Self.isReplaceable(self.path)
    let suffix = isReplaced ? ".\(getpid()).partial" : ""
    partial = FilePath(bytes: self.path.bytes + Array(suffix.utf8))
    if isStandardOutput { return }
    let flags = O_WRONLY | O_CLOEXEC | (isReplaced ? O_CREAT | O_TRUNC : 0)
    descriptor = partial.withCString { open($0, flags, 0o666) }
    if descriptor < 0 { throw Fault.system(errno, "write the file", path: path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    guard partial != path else { return }
    _ = partial.withCString { unlink($0) }
  }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws {
    if isStandardOutput { return try console.write(bytes) }
    pending += bytes
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Gives the file its name.
  func finish() throws {
    if isStandardOutput { return }
    try flush()
    close(descriptor)
    descriptor = -1
    if partial == path { return }
    let status = partial.withCString { old in path.withCString { rename(old, $0) } }
    if status != 0 { throw Fault.system(errno, "write the file", path: path) }
  }

  /// A device or a pipe (`/dev/null`, `>(gzip)`) is written to; only a file is put in another's
  /// place.
  private static func isReplaceable(_ path: FilePath) -> Bool {
    var status = stat()
    guard path.withCString({ fstatat(AT_FDCWD, $0, &status, 0) }) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG
  }

  private func flush() throws {
    do {
      try DescriptorSink(descriptor: descriptor).write(pending)
    } catch var fault as Fault {
      fault.path = path
      throw fault
    }
    pending = []
  }
}
