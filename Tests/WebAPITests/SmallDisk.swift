import Core
import Foundation
import TestSupport

/// A file system of a few megabytes in memory; unmounted with the last reference. Needs root.
final class SmallDisk: Sendable {
  let path: FilePath
  private let folder: TemporaryFolder

  /// Whether this process may mount one.
  static let isPossible = (try? SmallDisk(megabytes: 1)) != nil

  init(megabytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("disk")
    try FileManager.default.createDirectory(atPath: path.display, withIntermediateDirectories: true)
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path.display) else {
      throw POSIXError(.EPERM)
    }
  }

  deinit { _ = Self.run("umount", "-l", path.display) }

  private static func run(_ words: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
