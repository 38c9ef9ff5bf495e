import Core
import Glibc

/// The names in a folder.
enum FolderListing {
  /// Every name but `.` and `..`, in byte order.
  ///
  /// - Throws: a `Fault` when the folder cannot be read.
  static func names(in folder: FilePath) throws(Fault) -> [FilePath] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw .system(errno, "read the folder", path: folder)
    }
    defer { closedir(stream) }
    var names: [FilePath] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = entry.name.withMemoryRebound(to: UInt8.self, capacity: strlen(entry.name)) {
        FilePath(bytes: UnsafeBufferPointer(start: $0, count: strlen(entry.name)))
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .system(errno, "read the folder", path: folder) }
    return names.sorted()
  }
}

extension UnsafeMutablePointer<dirent> {
  /// The entry's name where it lies: the record may be shorter than the declared array.
  fileprivate var name: UnsafePointer<CChar> {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
    return UnsafeRawPointer(self).advanced(by: offset).assumingMemoryBound(to: CChar.self)
  }
}
