import Core
import Foundation
import ReviewFixtures
import TestSupport

/// A small file system of its own in memory, where the machine lets tests mount one.
final class MountedDisk: Sendable {
  private let folder: TemporaryFolder
  var path: FilePath { folder.path }

  /// `nil` when mounting is not permitted.
  init?(bytes: Int) throws {
    folder = try TemporaryFolder()
    guard Self.run("mount", ["-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", folder.url.path]) else {
      return nil
    }
  }

  deinit { _ = Self.run("umount", [folder.url.path]) }

  /// Makes it refuse every change.
  func makeReadOnly() -> Bool {
    Self.run("mount", ["-o", "remount,ro", folder.url.path])
  }

  /// Whether disks can be mounted here.
  static let isPermitted = (try? MountedDisk(bytes: 1 << 16)).flatMap { $0 } != nil

  private static func run(_ command: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
