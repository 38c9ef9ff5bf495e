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
    self.path = path
    self.console = console
    partial = FilePath(bytes: path.bytes + Array(".\(getpid()).partial".utf8))
    if isStandardOutput { return }
    descriptor = partial.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
    if descriptor < 0 { throw Fault.system(errno, "write the file", path: path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
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
    let status = partial.withCString { old in path.withCString { rename(old, $0) } }
    if status != 0 { throw Fault.system(errno, "write the file", path: path) }
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
