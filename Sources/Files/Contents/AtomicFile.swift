package import Core
import Glibc

/// Files that are either as they were or entirely new, never in between.
package enum AtomicFile {
  /// Writes a file under a temporary name beside its place, then renames it there. A file that was
  /// there is replaced; readers see the old content or the new one. On failure nothing is left
  /// behind and the old file is untouched.
  ///
  /// - Parameter durable: waits until content and name have reached the disk (`fsync` of the file
  ///   and of its folder), so that they survive a power cut. Without it a crash may leave the old
  ///   or the new file, or on some file systems an empty one.
  /// - Throws: `file.missing` (no such folder), `file.permission`, `disk.full`, ….
  package static func write(
    _ bytes: [UInt8], to path: FilePath, durable: Bool
  ) throws(Fault) {
    let folder = path.parent ?? "."
    let temporary = temporaryName(in: folder)
    do throws(Fault) {
      try create(temporary, bytes, durable: durable, wanted: path)
      guard temporary.withCString({ old in path.withCString { rename(old, $0) } }) == 0 else {
        throw .system(errno, "put the new file in its place", path: path)
      }
    } catch {
      _ = temporary.withCString { unlink($0) }
      throw error
    }
    if durable { try synchronise(folder: folder) }
  }

  /// Waits until the names in a folder (files made, renamed, removed there) have reached the disk.
  package static func synchronise(folder: FilePath) throws(Fault) {
    let descriptor = folder.withCString { name in
      retrying { open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }
    guard descriptor >= 0 else { throw .system(errno, "open the folder", path: folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .system(errno, "write the folder to the disk", path: folder)
    }
  }

  private static func temporaryName(in folder: FilePath) -> FilePath {
    // Hidden, so that no scan takes a half-written picture for one.
    let random = UInt64.random(in: .min ... .max)
    return folder.appending(".semblance-\(String(random, radix: 36)).tmp")
  }

  private static func create(
    _ temporary: FilePath, _ bytes: [UInt8], durable: Bool, wanted path: FilePath
  ) throws(Fault) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = temporary.withCString { name in retrying { open(name, flags, 0o666) } }
    guard descriptor >= 0 else { throw .system(errno, "make the file", path: path) }
    var isOpen = true
    defer { if isOpen { close(descriptor) } }

    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        retrying { Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written) }
      }
      guard count > 0 else { throw .system(errno, "write the file", path: path) }
      written += count
    }
    if durable, fsync(descriptor) != 0 {
      throw .system(errno, "write the file to the disk", path: path)
    }
    // Network file systems report a full disk only now.
    isOpen = false
    guard close(descriptor) == 0 else { throw .system(errno, "write the file", path: path) }
  }
}
