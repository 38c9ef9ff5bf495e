package import Core
import Glibc
import Objects

extension VectorIndex {
  /// Takes an index away, whatever state it is in, so that a new one can be made in its folder. The
  /// manifest goes first: whenever this ends, there is either the index or none.
  ///
  /// - Throws: `vectors.busy` while it is written to; faults of the file system.
  package static func discard(at folder: FilePath) throws(Fault) {
    guard Folder.isFolder(folder) else { return }
    let lock = try IndexLock(folder.appending("lock"))
    defer { extendLifetime(lock) }
    let names = try Folder.names(in: folder).filter { !$0.elementsEqual("lock".utf8) }
    for name in names where name.elementsEqual(Manifest.name.utf8) {
      try remove(folder.appending(FilePath(bytes: name)))
      try Folder.flush(folder)
    }
    for name in names where !name.elementsEqual(Manifest.name.utf8) {
      try remove(folder.appending(FilePath(bytes: name)))
    }
    try Folder.flush(folder)
  }

  private static func remove(_ path: FilePath) throws(Fault) {
    guard path.withCString({ unlink($0) }) == 0 || errno == ENOENT else {
      throw .system(errno, "take a file of the vector index away", path: path)
    }
  }
}
