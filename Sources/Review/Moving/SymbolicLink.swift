import Core
import Glibc

/// What symbolic links say.
enum SymbolicLink {
  /// - Throws: a `Fault` when there is no link at the path.
  static func text(at path: FilePath) throws(Fault) -> FilePath {
    // The longest text that Linux keeps, and one byte to notice a longer one.
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = path.withCString { path in
      bytes.withUnsafeMutableBytes { buffer in
        readlink(path, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), buffer.count)
      }
    }
    guard count >= 0 else { throw .system(errno, "read the link", path: path) }
    return FilePath(bytes: bytes[..<count])
  }

  /// What a link in a folder has to say to lead to a file.
  ///
  /// Relative, so that a tree which holds both can be moved, where both are on one file system; a
  /// link from one disk to another says the whole path.
  ///
  /// - Parameters:
  ///   - folder: without links on its way, since `..` means the folder that holds the real one.
  ///   - isSameDisk: whether both are on one file system.
  static func text(leadingTo file: FilePath, from folder: FilePath, isSameDisk: Bool) -> FilePath {
    guard isSameDisk else { return file }
    let slash = UInt8(ascii: "/")
    let (target, start) = (file.bytes.split(separator: slash), folder.bytes.split(separator: slash))
    let shared = zip(target, start).prefix { $0 == $1 }.count
    let up = Array(repeating: Array("..".utf8)[...], count: start.count - shared)
    return FilePath(bytes: (up + target[shared...]).joined(separator: [slash]))
  }
}
