package import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of immutable byte strings, each under a digest: `ab/abcd….webp`.
///
/// One level of 256 folders: with a second, nearly every one of the first 65,536 objects would cost
/// the making of a folder, which is dearer than the writing of a thumbnail; and a million objects
/// are 4,000 a folder, which file systems with hashed or balanced folders do not mind.
///
/// Writing is atomic: a reader sees the whole object or none. Every method may be called from any
/// thread, and from several processes at once; all of them block.
package struct ObjectStore: Sendable {
  package let folder: FilePath
  /// What the names end with, such as `.webp`.
  package let suffix: String
  /// Whether an object must survive a power failure once it is written. Not needed for what can be
  /// made again; a truncated one then shows by its length.
  package let isDurable: Bool

  /// Where objects are written before they get their names.
  private var incoming: FilePath { folder.appending(".incoming") }

  /// Makes the folder when it is not there, and removes what a crash has left in it.
  package init(at folder: FilePath, suffix: String, isDurable: Bool) throws(Fault) {
    self.folder = folder
    self.suffix = suffix
    self.isDurable = isDurable
    try Folder.create(incoming)
    try ObjectFile.removeLeftovers(in: incoming)
  }

  /// Where the object lies, whether it is there or not.
  package func path(of key: SHA256Digest) -> FilePath {
    let name = key.hex
    let digits = Array(name.utf8)
    return FilePath(
      bytes: folder.bytes + [UInt8(ascii: "/")] + digits[0..<2] + [UInt8(ascii: "/")] + digits
        + Array(suffix.utf8))
  }

  /// The object's bytes; `nil` when it is not there.
  package func read(_ key: SHA256Digest) throws(Fault) -> [UInt8]? {
    try ObjectFile.read(path(of: key))
  }

  /// The object's bytes when they are there and `length` of them, or `nil`: an object that a power
  /// failure cut short counts as missing.
  package func read(_ key: SHA256Digest, length: Int) throws(Fault) -> [UInt8]? {
    guard let bytes = try read(key), bytes.count == length else { return nil }
    return bytes
  }

  package func contains(_ key: SHA256Digest) -> Bool { ObjectFile.length(of: path(of: key)) != nil }

  /// The object's length in bytes; `nil` when it is not there.
  package func length(of key: SHA256Digest) -> Int? { ObjectFile.length(of: path(of: key)) }

  /// Stores an object, replacing one of the same key.
  package func write(_ bytes: [UInt8], as key: SHA256Digest) throws(Fault) {
    let path = path(of: key)
    do {
      try ObjectFile.write(bytes, to: path, incoming: incoming, isDurable: isDurable)
    } catch  where error.code == "file.missing" {
      // The first object of its folder: rarer than a later one, so it is not asked for beforehand.
      try Folder.create(path.parent!)
      try ObjectFile.write(bytes, to: path, incoming: incoming, isDurable: isDurable)
    }
  }

  /// Removes an object; `false` when it was not there.
  @discardableResult
  package func remove(_ key: SHA256Digest) throws(Fault) -> Bool {
    let path = path(of: key)
    if path.withCString({ unlink($0) }) == 0 { return true }
    if errno == ENOENT { return false }
    throw .system(errno, "remove the object", path: path)
  }

  /// The number of objects and their bytes. Walks the whole folder.
  package func usage() throws(Fault) -> ObjectUsage {
    var usage = ObjectUsage(count: 0, bytes: 0)
    for name in try Folder.names(in: folder) where name.count == 2 {
      let inner = folder.appending(FilePath(bytes: name))
      for name in try Folder.names(in: inner) {
        guard let length = ObjectFile.length(of: inner.appending(FilePath(bytes: name))) else {
          continue
        }
        usage.count += 1
        usage.bytes += Int64(length)
      }
    }
    return usage
  }
}

/// How much an ``ObjectStore`` holds.
package struct ObjectUsage: Hashable, Sendable {
  package var count: Int
  package var bytes: Int64

  package init(count: Int, bytes: Int64) {
    self.count = count
    self.bytes = bytes
  }
}
