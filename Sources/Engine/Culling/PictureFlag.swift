package import Core
import Files

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Marks on pictures that every program can see: an empty file of the picture's stem whose
/// extension is the mark, such as `IMG_1.cropped` beside `IMG_1.png`. It moves with the picture.
package enum PictureFlag {
  /// Marks that listings show.
  static let shown = ["cropped"]

  package struct Report: Sendable {
    /// Marks that were made or taken away.
    package var changed: [FilePath] = []
    /// Pictures that were as they should be.
    package var unchanged = 0
    package var issues: [Fault] = []
  }

  /// The marks beside a picture: one `stat` each.
  static func flags(of picture: FilePath) -> [String] {
    shown.filter { FilePath.isFile(place(of: $0, beside: picture)) }
  }

  /// Sets a mark on every picture at or below some paths, or takes it away. Doing it twice changes
  /// nothing more. Nothing but empty files is ever taken away.
  ///
  /// - Parameter name: lower-case letters and digits, no picture's or common sidecar's extension.
  /// - Throws: `flag.name`; ``Cancelled``.
  package static func set(
    _ name: String, on paths: [FilePath], clear: Bool, dryRun: Bool = false,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> Report {
    try check(name)
    var report = Report()
    var seen: Set<FilePath> = []
    try FolderScanner(roots: paths).scan(cancellation: cancellation) { event in
      switch event {
      case .issue(let fault): report.issues.append(fault)
      case .picture(let picture):
        let mark = place(of: name, beside: picture.path)
        // Two pictures of one stem share their mark.
        guard seen.insert(mark).inserted else { return }
        do throws(Fault) {
          if try clear ? remove(mark, dryRun) : make(mark, dryRun) {
            report.changed.append(mark)
          } else {
            report.unchanged += 1
          }
        } catch { report.issues.append(error) }
      }
    }
    return report
  }

  private static func place(of name: String, beside picture: FilePath) -> FilePath {
    let file = FilePath(bytes: picture.stem.bytes + Array(".\(name)".utf8))
    return picture.parent.map { $0.appending(file) } ?? file
  }

  /// Extensions of files that say more than a mark does.
  private static let taken: Set<String> = ["yaml", "yml", "json", "txt", "xmp", "caption", "aae"]

  private static func check(_ name: String) throws(Fault) {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
      }
    let isTaken = taken.contains(name) || ScanOptions.pictureExtensions.contains(name)
    guard isPlain, !isTaken else {
      throw Fault(
        "flag.name", .user, "\(name) cannot be a mark",
        remedy: "Use lower-case letters and digits, such as cropped; no extension of pictures or "
          + "sidecars.")
    }
  }

  /// - Returns: whether it was not there before.
  private static func make(_ mark: FilePath, _ dryRun: Bool) throws(Fault) -> Bool {
    if dryRun { return !FilePath.isFile(mark) }
    let file = mark.withCString { open($0, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666) }
    if file >= 0 {
      close(file)
      return true
    }
    guard errno == EEXIST else { throw .system(errno, "write the mark", path: mark) }
    return false
  }

  /// - Returns: whether it was there.
  private static func remove(_ mark: FilePath, _ dryRun: Bool) throws(Fault) -> Bool {
    var status = stat()
    guard mark.withCString({ lstat($0, &status) }) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 else {
      throw Fault(
        "flag.not-empty", .user, "is not empty, so it is more than a mark",
        remedy: "Look into it, and remove it yourself.", path: mark)
    }
    if dryRun { return true }
    guard mark.withCString({ unlink($0) }) == 0 else {
      throw .system(errno, "take the mark away", path: mark)
    }
    return true
  }
}

extension FilePath {
  fileprivate static func isFile(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withCString { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
