import Core
import Glibc

/// The state of one scan: which folders were walked, and which links still have to be followed.
struct FolderWalk {
  /// One file or folder, whatever its names.
  private struct Place: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ identity: FileIdentity) {
      device = identity.device
      inode = identity.inode
    }
  }

  private let rules: ScanRules
  private let cancellation: CancellationToken
  private let remembersFiles: Bool
  private var walked: Set<Place> = []
  /// The files listed, by place: hard links are files of their own and share one.
  private var listed: [Place: [FilePath]] = [:]
  /// The marks in folders of which files were listed by themselves.
  private var marks: [FilePath: FolderMarks] = [:]
  private var links: [(path: FilePath, folder: FolderRules)] = []

  /// - Parameter remembersFiles: whether files are kept in mind, so that a link or a root that
  ///   leads to a listed file does not list it again.
  init(rules: ScanRules, cancellation: CancellationToken, remembersFiles: Bool) {
    self.rules = rules
    self.cancellation = cancellation
    self.remembersFiles = remembersFiles
  }

  /// Walks a folder, unless it was walked under another name. Links are put aside.
  ///
  /// Folders wait on a list of their own and not on the call stack, and are closed before those in
  /// them are opened, so that no depth exhausts the stack or the file descriptors.
  mutating func walk(
    _ folder: FilePath, _ folderRules: FolderRules, followsSymlink: Bool,
    _ visit: (ScanEvent) throws -> Void
  ) throws {
    // Last first: the next item is the last of the last list.
    var pending: [[FolderListing.Item]] = []
    try open(folder, folderRules, followsSymlink: followsSymlink, &pending, visit)
    while !pending.isEmpty {
      guard let item = pending[pending.count - 1].popLast() else {
        pending.removeLast()
        continue
      }
      try cancellation.check()
      switch item {
      case .picture(let file):
        if remembersFiles { listed[Place(file.identity), default: []].append(file.path) }
        try visit(.picture(file))
      case .issue(let fault):
        try visit(.issue(fault))
      case .folder(let path, let inner):
        try open(path, inner, followsSymlink: false, &pending, visit)
      case .link:
        break
      }
    }
  }

  /// Follows the links met so far, and those met on the way.
  mutating func followLinks(_ visit: (ScanEvent) throws -> Void) throws {
    var next = 0
    while next < links.count {
      try cancellation.check()
      let (link, folderRules) = links[next]
      next += 1
      try follow(link, folderRules, visit)
    }
  }

  /// Lists one file, whatever its name says, unless it was listed.
  mutating func list(_ file: FilePath, _ visit: (ScanEvent) throws -> Void) throws {
    let status: (kind: OpenFolder.Kind, identity: FileIdentity)
    do throws(Fault) { status = try file.status() } catch { return try visit(.issue(error)) }
    if isListed(file, status.identity) { return }
    listed[Place(status.identity), default: []].append(file)
    switch FolderListing.judge(
      file, status.kind, status.identity, minimumSize: rules.options.minimumSize)
    {
    case .success(var found?):
      found.marks = marksInFolder(of: file).words(on: file.lastComponent)
      try visit(.picture(found))
    case .success(nil): break
    case .failure(let fault): try visit(.issue(fault))
    }
  }

  private mutating func marksInFolder(of file: FilePath) -> FolderMarks {
    let folder = file.parent ?? "."
    if let known = marks[folder] { return known }
    let read = FolderMarks(reading: folder)
    marks[folder] = read
    return read
  }

  private mutating func open(
    _ folder: FilePath, _ folderRules: FolderRules, followsSymlink: Bool,
    _ pending: inout [[FolderListing.Item]], _ visit: (ScanEvent) throws -> Void
  ) throws {
    do throws(Fault) {
      let listing = try FolderListing(
        of: folder, inherited: folderRules, rules: rules, wantsFiles: true,
        followsSymlink: followsSymlink)
      if let identity = listing.identity, !walked.insert(Place(identity)).inserted { return }
      for case .link(let path) in listing.items { links.append((path, listing.folderRules)) }
      pending.append(listing.items.reversed())
    } catch {
      // A folder that was removed, or became something else, since its name was read.
      if error.code == "file.missing" { return }
      try visit(.issue(error))
    }
  }

  private mutating func follow(
    _ link: FilePath, _ folderRules: FolderRules, _ visit: (ScanEvent) throws -> Void
  ) throws {
    let nameStart = link.bytes.count - link.lastComponent.bytes.count
    let isWantedFile = rules.admits(link.bytes, nameStart: nameStart, in: folderRules)
    let inner = rules.entering(link.bytes, nameStart: nameStart, in: folderRules)
    let isFolder: Bool
    do throws(Fault) {
      isFolder = try link.status().kind == .folder
      if isFolder, inner != nil, try leadsUpwards(link) {
        throw .system(ELOOP, "follow the symbolic link", path: link)
      }
    } catch {
      // A dangling link matters only where it stands for a picture.
      if isWantedFile || error.code != "file.missing" { try visit(.issue(error)) }
      return
    }
    if isFolder, let inner {
      try walk(link, inner, followsSymlink: true, visit)
    } else if !isFolder, isWantedFile {
      try list(link, visit)
    }
  }

  private func isListed(_ file: FilePath, _ identity: FileIdentity) -> Bool {
    guard let known = listed[Place(identity)], let real = try? file.resolved() else { return false }
    return known.contains { (try? $0.resolved()) == real }
  }

  /// Whether a link leads to a folder that holds the link.
  private func leadsUpwards(_ link: FilePath) throws(Fault) -> Bool {
    let holder = try (link.parent ?? ".").resolved()
    return holder.isInside(try link.resolved())
  }
}
