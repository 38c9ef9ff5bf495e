import Core
import Glibc

/// What one folder holds for a walk, in the order of the bytes of the paths.
struct FolderListing {
  enum Item {
    case picture(ScannedFile)
    /// A folder to enter, with what applies in it but for its own ignore file.
    case folder(FilePath, FolderRules)
    /// A symbolic link, not looked at yet.
    case link(FilePath)
    case issue(Fault)
  }

  /// The folder itself.
  let identity: FileIdentity?
  /// What applies in the folder, its ignore file included.
  private(set) var folderRules: FolderRules
  private(set) var items: [Item] = []

  /// Lists a folder and asks the file system about the files that are wanted.
  ///
  /// - Parameters:
  ///   - inherited: what applies in the folder but for its own ignore file.
  ///   - wantsFiles: `false` lists folders and links alone.
  /// - Throws: when the folder cannot be opened; what fails later is an issue among the items.
  init(
    of path: FilePath, inherited: FolderRules, rules: ScanRules, wantsFiles: Bool,
    followsSymlink: Bool
  ) throws(Fault) {
    let folder = try OpenFolder(path, followsSymlinks: followsSymlink)
    identity = folder.identity
    folderRules = inherited
    let (names, fault) = FolderNames.read(folder, path)
    if let fault { items.append(.issue(fault)) }

    var whole = path.bytes
    if whole.last != UInt8(ascii: "/") { whole.append(UInt8(ascii: "/")) }
    let nameStart = whole.count
    readIgnoreFile(names, prefix: whole, rules)
    let marks = wantsFiles ? FolderMarks(names, in: folder) : nil
    for entry in names.entries {
      if entry.kind == .link, !rules.options.followsSymlinks { continue }
      if entry.kind != .folder, entry.kind != .link, !wantsFiles { continue }
      whole.removeSubrange(nameStart...)
      whole.append(contentsOf: names.name(entry))
      switch entry.kind {
      case .folder:
        guard let inner = rules.entering(whole, nameStart: nameStart, in: folderRules) else {
          continue
        }
        items.append(.folder(FilePath(bytes: whole), inner))
      case .link:
        items.append(.link(FilePath(bytes: whole)))
      case .file, .special:
        guard rules.admits(whole, nameStart: nameStart, in: folderRules) else { continue }
        let path = FilePath(bytes: whole)
        // Nothing to say of a file that has vanished since its name was read.
        guard let status = names.withCString(entry, { folder.status(ofName: $0) }) else {
          if errno != ENOENT {
            items.append(.issue(.system(errno, "look at the file", path: path)))
          }
          continue
        }
        let words = marks?.words(on: path.lastComponent) ?? []
        append(path, status.kind, status.identity, words, rules)
      }
    }
  }

  private mutating func append(
    _ path: FilePath, _ kind: OpenFolder.Kind, _ identity: FileIdentity, _ marks: [String],
    _ rules: ScanRules
  ) {
    switch Self.judge(path, kind, identity, minimumSize: rules.options.minimumSize) {
    case .success(var file?):
      file.marks = marks
      items.append(.picture(file))
    case .success(nil): break
    case .failure(let fault): items.append(.issue(fault))
    }
  }

  /// Whether a file whose name is wanted is listed, left out (`nil`), or an issue.
  static func judge(
    _ path: FilePath, _ kind: OpenFolder.Kind, _ identity: FileIdentity, minimumSize: Int64
  ) -> Result<ScannedFile?, Fault> {
    guard kind == .file else { return .failure(OpenFile.notRegular(path)) }
    guard path.bytes.count < Int(PATH_MAX) else {
      return .failure(.system(ENAMETOOLONG, "open the file", path: path))
    }
    guard identity.size > 0 else {
      return .failure(
        Fault(
          "file.empty", .user, "is empty", remedy: "Restore it from a backup, or remove it.",
          path: path))
    }
    return .success(
      identity.size < minimumSize ? nil : ScannedFile(path: path, identity: identity))
  }

  /// The largest ignore file read, in bytes.
  private static let ignoreFileLimit: Int64 = 1 << 20

  private mutating func readIgnoreFile(
    _ names: FolderNames, prefix: [UInt8], _ rules: ScanRules
  ) {
    guard !rules.ignoreFileName.isEmpty,
      names.entries.contains(where: {
        $0.kind != .folder && names.name($0).elementsEqual(rules.ignoreFileName)
      })
    else { return }
    do throws(Fault) {
      let contents = try FileContents(
        reading: FilePath(bytes: prefix + rules.ignoreFileName), limit: Self.ignoreFileLimit,
        followsSymlinks: false)
      folderRules.add(contents.withBytes { IgnoreFile(Array($0)) }, start: prefix.count)
    } catch {
      items.append(.issue(error))
    }
  }
}
