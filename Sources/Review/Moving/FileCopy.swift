import CFileSystem
import Core
import Glibc

extension SystemCalls {
  /// Copies a file to a new name, on another file system perhaps, with its times, mode, extended attributes
  /// and (where permitted) owner, makes it durable, and reads it back to compare.
  ///
  /// - Parameters:
  ///   - modified: the time of last change to give it, in nanoseconds since 1970.
  ///   - verified: what the source must be, before and after.
  /// - Returns: the identity of the copy, and the digest of both.
  /// - Throws: a `Fault`; whatever was made of the copy is removed, unless it was there before.
  func copy(
    _ from: FilePath, to: FilePath, modified: Int64, expecting identity: FileIdentity
  ) throws(Fault) -> (identity: FileIdentity, digest: SHA256Digest) {
    let source = from.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard source >= 0 else { throw .system(errno, "read the file", path: from) }
    defer { close(source) }
    announce(.create)
    let copy = to.withCString { open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard copy >= 0 else { throw .system(errno, "make the copy", path: to) }
    defer { close(copy) }
    do throws(Fault) {
      try fill(copy, at: to, from: source, at: from, modified: modified, expecting: identity)
      let digest = try FileDigest.sha256(ofFile: to)
      guard try FileDigest.sha256(ofFile: from) == digest else {
        throw Fault(
          "review.copy-differs", .runtime, "the copy does not read back as the original",
          remedy: "Check the disk that it was copied to.", path: to)
      }
      guard try FileEntry.regular(from).identity.isSameContent(as: identity) else {
        throw ReviewedFile.changed(from)
      }
      return (try FileEntry.regular(to).identity, digest)
    } catch {
      try? unlink(to)
      throw error
    }
  }

  private func fill(
    _ copy: Int32, at to: FilePath, from source: Int32, at from: FilePath, modified: Int64,
    expecting identity: FileIdentity
  ) throws(Fault) {
    var status = stat()
    guard fstat(source, &status) == 0 else { throw .system(errno, "read the file", path: from) }
    guard FileEntry(status).identity.isSameContent(as: identity) else {
      throw ReviewedFile.changed(from)
    }
    announce(.copy)
    let failure = semblance_copy_bytes(source, copy, identity.size)
    guard failure == 0 else { throw .system(failure, "copy the file", path: to) }
    semblance_copy_attributes(source, copy)
    // Only the superuser may give files away; a change of owner clears some mode bits, so it is
    // first.
    _ = fchown(copy, status.st_uid, status.st_gid)
    _ = fchmod(copy, status.st_mode & 0o7777)
    let times = [status.st_atim, FileTime.time(nanoseconds: modified)]
    guard futimens(copy, times) == 0 else { throw .system(errno, "set its time", path: to) }
    try synchronise(copy, path: to)
    // What is read back should come from the disk: let go of the pages in memory.
    posix_fadvise(copy, 0, 0, POSIX_FADV_DONTNEED)
  }
}
