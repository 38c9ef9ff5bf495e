internal import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a folder holds.
enum FolderEntries {
  static func names(in folder: FilePath) throws(Fault) -> [FilePath] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw .system(errno, "read the model's folder", path: folder)
    }
    defer { closedir(stream) }
    var names: [FilePath] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        FilePath(bytes: bytes.prefix { $0 != 0 })
      }
      if name.display != ".", name.display != ".." { names.append(name) }
    }
    return names
  }

  /// The files of a folder and of the folders in it, by path.
  static func files(in folder: FilePath) throws(Fault) -> [FilePath] {
    var files: [FilePath] = []
    for name in try names(in: folder) {
      let path = folder.appending(name)
      if isFolder(path) {
        for inner in (try? names(in: path)) ?? [] where isFile(path.appending(inner)) {
          files.append(path.appending(inner))
        }
      } else if isFile(path) {
        files.append(path)
      }
    }
    return files.sorted()
  }

  static func isFolder(_ path: FilePath) -> Bool { mode(of: path) == S_IFDIR }

  static func isFile(_ path: FilePath) -> Bool { mode(of: path) == S_IFREG }

  static func removeFile(_ path: FilePath) { _ = path.withCString { unlink($0) } }

  /// Bytes of a file; 0 when there is none.
  static func size(of path: FilePath) -> Int64 {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 ? Int64(status.st_size) : 0
  }

  private static func mode(of path: FilePath) -> mode_t? {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 ? status.st_mode & S_IFMT : nil
  }
}
