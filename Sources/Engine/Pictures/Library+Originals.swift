import Catalogue
package import Core
import Files

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A picture's own file, opened to be sent.
package struct OriginalFile: Sendable {
  package var path: FilePath
  package var format: PictureFormat
  package var digest: SHA256Digest
  /// Bytes of the file.
  package var length: Int64
  /// Open for reading; whoever gets it closes it.
  package var descriptor: Int32
}

extension Library {
  /// Opens a file that holds a picture, if it is as it was indexed: of the same size, and not changed
  /// since.
  ///
  /// - Throws: `catalogue.unknown-image`; `picture.missing` when there is no such file any more.
  package func openOriginal(of id: ULID) throws -> OriginalFile {
    let image = try knownImage(id)
    for file in try presentFiles(of: image) {
      let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
      let descriptor = file.path.withCString { open($0, flags) }
      guard descriptor >= 0 else { continue }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        Int64(status.st_size) == file.identity.size,
        FileTime.nanoseconds(status.st_mtim) == file.identity.modified
      else {
        close(descriptor)
        continue
      }
      return OriginalFile(
        path: file.path, format: image.record.format, digest: image.record.sha256,
        length: file.identity.size, descriptor: descriptor)
    }
    throw Self.gone(image)
  }
}
