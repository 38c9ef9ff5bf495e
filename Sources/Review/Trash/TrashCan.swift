package import Core
import Glibc

/// The platform's trash, as in the freedesktop.org Trash Specification 1.0: the home trash for
/// files on its file system; for others `$top/.Trash/$uid` or `$top/.Trash-$uid` at the top of
/// theirs; and the home trash again, by copying, where neither can be had.
package struct TrashCan: Sendable {
  private let home: FilePath?
  private let user: uid_t

  /// - Parameter home: the home trash; by default `$XDG_DATA_HOME/Trash` or
  ///   `~/.local/share/Trash`.
  package init(home: FilePath? = nil) {
    self.home = home ?? Self.usualHome()
    user = getuid()
  }

  /// A free place in the trash.
  struct Slot {
    let file: FilePath
    let note: FilePath
    let text: String
  }

  /// Finds a place for a file, making the trash's folders where they are missing.
  ///
  /// - Parameters:
  ///   - origin: where the file should return to when a desktop restores it.
  ///   - reserved: places that are given away already; the new one is added.
  /// - Throws: a `Fault` `review.no-trash` when there is no trash that can be written to.
  func slot(
    for file: FilePath, origin: FilePath, date: Int64, reserved: inout Set<FilePath>
  ) throws(Fault) -> Slot {
    let device = try FileEntry(file).identity.device
    let top = Self.top(of: file, device: device)
    if let home, Self.device(near: home) == device, Self.prepare(home) {
      return try slot(in: home, for: file, origin: origin, date: date, &reserved)
    }
    for folder in topFolders(top) where Self.prepare(folder) {
      let relative = origin.relative(to: top) ?? origin
      return try slot(in: folder, for: file, origin: relative, date: date, &reserved)
    }
    if let home, Self.prepare(home) {
      return try slot(in: home, for: file, origin: origin, date: date, &reserved)
    }
    throw Fault(
      "review.no-trash", .runtime, "there is no trash folder that can be written to",
      remedy: "Approve with --permanently, or set XDG_DATA_HOME.", path: file)
  }

  private func slot(
    in trash: FilePath, for file: FilePath, origin: FilePath, date: Int64,
    _ reserved: inout Set<FilePath>
  ) throws(Fault) -> Slot {
    let name = file.lastComponent
    for number in 1..<1_000_000 {
      let candidate = Self.name(name, number: number)
      let path = trash.appending("files").appending(candidate)
      let note = trash.appending("info")
        .appending(FilePath(bytes: candidate.bytes + Array(".trashinfo".utf8)))
      if reserved.contains(path) { continue }
      if try FileEntry.exists(path) { continue }
      if try FileEntry.exists(note) { continue }
      reserved.insert(path)
      return Slot(file: path, note: note, text: TrashNote.text(origin: origin, date: date))
    }
    throw Fault("review.name-clash", .user, "every name for it is taken in the trash", path: file)
  }

  /// `IMG.jpg`, `IMG (2).jpg`, …, cut so that `.trashinfo` still fits in 255 bytes.
  private static func name(_ name: FilePath, number: Int) -> FilePath {
    let suffix = number > 1 ? Array(" (\(number))".utf8) : []
    let stem = name.stem.bytes
    let ending = name.bytes[stem.count...]
    let room = max(1, 255 - ".trashinfo".utf8.count - suffix.count - ending.count)
    return FilePath(bytes: Array(stem.prefix(room)) + suffix + ending.prefix(200))
  }

  // MARK: Folders

  private func topFolders(_ top: FilePath) -> [FilePath] {
    var folders: [FilePath] = []
    let shared = top.appending(".Trash")
    var status = stat()
    // The specification's condition: a real folder with the sticky bit.
    if shared.withCString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_mode & S_ISVTX != 0
    {
      folders.append(shared.appending("\(user)"))
    }
    return folders + [top.appending(".Trash-\(user)")]
  }

  /// Makes the trash with its two folders for this user alone; false when that cannot be, or when
  /// somebody made a link of it.
  private static func prepare(_ trash: FilePath) -> Bool {
    guard let missing = try? ReviewJournal.missingFolders(of: trash) else { return false }
    for folder in missing + [trash.appending("files"), trash.appending("info")] {
      guard folder.withCString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST,
        (try? FileEntry(folder).kind) == .folder
      else { return false }
    }
    return [trash.appending("files"), trash.appending("info")].allSatisfy { folder in
      folder.withCString { access($0, W_OK | X_OK) } == 0
    }
  }

  /// The outermost folder on the way to a file that is on the file's file system.
  private static func top(of file: FilePath, device: UInt64) -> FilePath {
    var top = file.parent ?? "/"
    while let above = top.parent, (try? FileEntry(above).identity.device) == device { top = above }
    return top
  }

  /// The device of the nearest folder on the way that is there.
  private static func device(near path: FilePath) -> UInt64? {
    var level: FilePath? = path
    while let current = level {
      if let entry = try? FileEntry(current) { return entry.identity.device }
      level = current.parent
    }
    return nil
  }

  private static func usualHome() -> FilePath? {
    if let data = getenv("XDG_DATA_HOME"), data.pointee == CChar(UInt8(ascii: "/")) {
      return FilePath(bytes: UnsafeRawBufferPointer(start: data, count: strlen(data)))
        .appending("Trash")
    }
    guard let home = getenv("HOME"), home.pointee == CChar(UInt8(ascii: "/")) else { return nil }
    return FilePath(bytes: UnsafeRawBufferPointer(start: home, count: strlen(home)))
      .appending(".local/share/Trash")
  }
}
