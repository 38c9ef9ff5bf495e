package import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a store needs of folders.
package enum Folder {
  /// Makes a folder and those above it that are not there; one that is there is fine.
  package static func create(_ path: FilePath) throws(Fault) {
    if path.withCString({ mkdir($0, 0o755) }) == 0 { return }
    switch errno {
    case EEXIST:
      guard isFolder(path) else { throw .system(ENOTDIR, "make the folder", path: path) }
    case ENOENT:
      guard let parent = path.parent else { throw .system(ENOENT, "make the folder", path: path) }
      try create(parent)
      // Another thread may have been faster.
      if path.withCString({ mkdir($0, 0o755) }) != 0, errno != EEXIST {
        throw .system(errno, "make the folder", path: path)
      }
    case let error:
      throw .system(error, "make the folder", path: path)
    }
  }

  package static func isFolder(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder without `.` and `..`, in byte order.
  package static func names(in path: FilePath) throws(Fault) -> [[UInt8]] {
    guard let stream = path.withCString({ opendir($0) }) else {
      throw .system(errno, "read the folder", path: path)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Makes the names in a folder survive a power failure.
  package static func flush(_ path: FilePath) throws(Fault) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .system(errno, "open the folder", path: path) }
    let folder = Descriptor(descriptor)
    guard fsync(folder.number) == 0 else { throw .system(errno, "flush the folder", path: path) }
  }
}
