package import Core
internal import Files

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Fetches files so that nothing is fetched twice and nothing is believed that was not checked.
///
/// A file grows under the name `NAME.part`; what it is a part of, and how much of it is sure to be on
/// the disk, lies beside it. A broken connection, a stop and a power cut all go on from there, as long
/// as the server says that its file is still the same (`If-Range`, RFC 9110 § 13.1.5). The whole is
/// compared with its digest and only then gets its name. Blocks; belongs to one thread.
package struct Downloader: ~Copyable {
  private let settings: TransferSettings
  private var session: TransferSession

  /// - Throws: `transfer.unavailable`.
  package init(_ settings: TransferSettings) throws(Fault) {
    self.settings = settings
    session = try TransferSession(settings)
  }

  /// Fetches a file; one that is there is replaced.
  ///
  /// - Throws: `transfer.address`, `.unreachable`, `.untrusted`, `.missing`, `.forbidden`, `.page`,
  ///   `.size`, `.digest`, `.redirects`, `.cut`, `.stalled`, `.busy`, …; `disk.full` and other faults of
  ///   the file system; ``Cancelled``. What came stays for the next call, unless its digest was wrong.
  package mutating func fetch(
    _ wish: DownloadWish, cancellation: CancellationToken = CancellationToken(),
    onProgress: @escaping (DownloadProgress) -> Void = { _ in }
  ) throws -> DownloadedFile {
    let part = FilePath(bytes: wish.place.bytes + Array(".part".utf8))
    var retries = settings.retries
    var freshStarts = 0
    var resumedFrom: Int64?
    // Bytes that come but cannot be gone on from are no progress.
    var furthest: Int64 = 0
    while true {
      try cancellation.check()
      let attempt = try DownloadAttempt(
        wish, part: part, settings: settings, cancellation: cancellation, onProgress: onProgress)
      resumedFrom = resumedFrom ?? attempt.offset
      let hasProgress = attempt.offset > furthest
      furthest = max(furthest, attempt.offset)
      let end: DownloadAttempt.End
      do {
        end = try attempt.run(&session)
      } catch {
        // A name that brought nothing is no beginning of anything.
        if PartFile.size(of: part) == 0 { Self.remove(part) }
        throw error
      }
      switch end {
      case .whole:
        if let file = try finish(
          wish, part: part, stated: attempt.stated, mayBeMixed: attempt.offset > 0, cancellation)
        {
          return DownloadedFile(
            bytes: file.bytes, digest: file.digest, wasVerified: file.wasVerified,
            resumedFrom: resumedFrom ?? 0)
        }
        fallthrough
      case .startOver:
        Self.remove(part)
        freshStarts += 1
        resumedFrom = 0
        guard freshStarts <= 3 else {
          throw Fault.transfer(
            wish, "has another file each time it is asked", "Try again later or by a mirror.")
        }
      case .later(let fault, let asked):
        guard let pause = retries.pauseAfterFailure(hadProgress: hasProgress, wish: asked)
        else { throw fault }
        try Self.wait(pause, cancellation)
      }
    }
  }

  /// Compares a whole file with its digest and gives it its name.
  ///
  /// - Returns: `nil` when it was put together from two tries and is wrong, which a fresh one may mend.
  private func finish(
    _ wish: DownloadWish, part: FilePath, stated: String?, mayBeMixed: Bool,
    _ cancellation: CancellationToken
  ) throws -> (bytes: Int64, digest: SHA256Digest, wasVerified: Bool)? {
    let bytes = PartFile.size(of: part)
    let digest = try ContentDigest.sha256(ofFile: part, cancellation: cancellation)
    let wanted = wish.digest?.hex ?? stated
    if let wanted, wanted != digest.hex {
      if mayBeMixed { return nil }
      Self.remove(part)
      throw Fault.wrongDigest(wish, is: digest, not: wanted)
    }
    guard part.withCString({ old in wish.place.withCString { rename(old, $0) } }) == 0 else {
      throw Fault.system(errno, "put the file in its place", path: wish.place)
    }
    ResumeRecord.remove(beside: part)
    if let folder = wish.place.parent { try AtomicFile.synchronise(folder: folder) }
    return (bytes, digest, wanted != nil)
  }

  private static func remove(_ part: FilePath) {
    _ = part.withCString { unlink($0) }
    ResumeRecord.remove(beside: part)
  }

  /// Waits in short steps, so that a stop is heard.
  private static func wait(_ duration: Duration, _ cancellation: CancellationToken) throws {
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end {
      try cancellation.check()
      let step = min(.milliseconds(100), ContinuousClock.now.duration(to: end))
      usleep(UInt32(max(1, step / .microseconds(1))))
    }
  }
}
