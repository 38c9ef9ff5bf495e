package import Core
import Glibc

/// Files and folders by raw paths, which Foundation cannot name when they are not UTF-8.
package enum RawFiles {
  /// Writes a file, making the folders on its way. `modified` is in nanoseconds since 1970.
  package static func write(_ bytes: [UInt8], to path: FilePath, modified: Int64? = nil) {
    if let folder = path.parent { makeFolder(folder) }
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    precondition(descriptor >= 0, "cannot write \(path): \(String(cString: strerror(errno)))")
    defer { close(descriptor) }
    precondition(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    guard let modified else { return }
    let time = timespec(
      tv_sec: Int(modified / 1_000_000_000), tv_nsec: Int(modified % 1_000_000_000))
    precondition(futimens(descriptor, [time, time]) == 0)
  }

  package static func makeFolder(_ path: FilePath) {
    if let parent = path.parent, !exists(parent) { makeFolder(parent) }
    _ = path.withCString { mkdir($0, 0o755) }
  }

  package static func exists(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withCString { lstat($0, &status) } == 0
  }

  package static func remove(_ path: FilePath) { _ = path.withCString { unlink($0) } }

  package static func read(_ path: FilePath) -> [UInt8] {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }

  /// What a symbolic link says; `nil` for anything else.
  package static func linkText(_ path: FilePath) -> [UInt8]? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = path.withCString { readlink($0, &bytes, bytes.count) }
    return count < 0 ? nil : bytes[..<count].map { UInt8(bitPattern: $0) }
  }

  /// The names in a folder, in byte order.
  package static func names(in folder: FilePath) -> [FilePath] {
    guard let stream = folder.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [FilePath] = []
    while let entry = readdir(stream) {
      let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      names.append(
        FilePath(bytes: UnsafeRawBufferPointer(start: name, count: strlen(name))))
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }
}

extension RawFiles {
  /// Removes a folder with all that is in it.
  package static func removeTree(_ path: FilePath) {
    var status = stat()
    guard path.withCString({ lstat($0, &status) }) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { return remove(path) }
    for name in names(in: path) { removeTree(path.appending(name)) }
    _ = path.withCString { rmdir($0) }
  }
}
