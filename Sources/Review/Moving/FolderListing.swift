import Core
import Glibc

/// What is in a folder.
enum FolderListing {
  /// The paths of everything in a folder that is no folder itself, in byte order: files, and links
  /// and other things too, since a file that belongs to one of them must know.
  ///
  /// - Throws: a `Fault` when the folder cannot be read.
  static func files(in folder: FilePath) throws(Fault) -> [FilePath] {
    try entries(of: folder, withFolders: false)
  }

  /// The names of everything in a folder, in byte order.
  ///
  /// - Throws: a `Fault` when the folder cannot be read.
  static func names(in folder: FilePath) throws(Fault) -> [FilePath] {
    try entries(of: folder, withFolders: true).map(\.lastComponent).filter {
      $0 != "." && $0 != ".."
    }
  }

  private static func entries(
    of folder: FilePath, withFolders: Bool
  ) throws(Fault) -> [FilePath] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw .system(errno, "read the folder", path: folder)
    }
    defer { closedir(stream) }
    var files: [FilePath] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = entry.name.withMemoryRebound(to: UInt8.self, capacity: strlen(entry.name)) {
        FilePath(bytes: UnsafeBufferPointer(start: $0, count: strlen(entry.name)))
      }
      let path = folder.appending(name)
      if withFolders || !entry.isFolder(at: path) { files.append(path) }
      errno = 0
    }
    guard errno == 0 else { throw .system(errno, "read the folder", path: folder) }
    return files.sorted()
  }
}

extension UnsafeMutablePointer<dirent> {
  /// The entry's name where it lies: the record may be shorter than the declared array.
  fileprivate var name: UnsafePointer<CChar> {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
    return UnsafeRawPointer(self).advanced(by: offset).assumingMemoryBound(to: CChar.self)
  }

  /// Asks the file system where the entry itself does not say.
  fileprivate func isFolder(at path: FilePath) -> Bool {
    switch Int(pointee.d_type) {
    case Int(DT_DIR): true
    case Int(DT_UNKNOWN): (try? FileEntry(path).kind) == .folder
    default: false
    }
  }
}
