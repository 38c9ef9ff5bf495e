import Core
import Glibc

/// The watches that are placed, and what a change means to them.
struct WatchState: ~Copyable {
  private(set) var inotify: Inotify
  private(set) var tree = WatchTree()
  private let roots: [FilePath]
  private let rules: ScanRules

  init(roots: [FilePath], rules: ScanRules, inotify: consuming Inotify) {
    self.roots = roots
    self.rules = rules
    self.inotify = inotify
  }

  /// Watches the roots that are not watched, and reports those that have appeared.
  mutating func placeMissingRoots(_ report: (FilePath) -> Void) throws {
    for root in roots where tree.root(at: root) == nil {
      guard let descriptor = try inotify.watch(root) else { continue }
      // A root inside another one, already watched under that one's name.
      if tree.rules(in: descriptor) != nil { continue }
      tree.place(descriptor, name: root, parent: nil, rules: rules.root(at: root))
      try placeFolders(in: descriptor, root)
      report(root)
    }
  }

  /// Brings the watches up to date with a change, and reports what has to be scanned again.
  mutating func handle(_ event: Inotify.Event, _ report: (FilePath) -> Void) throws {
    if event.has(IN_Q_OVERFLOW) { return try startOver(report) }
    guard let folder = tree.path(of: event.descriptor) else { return }
    if event.has(IN_IGNORED) || event.has(IN_UNMOUNT) || event.has(IN_DELETE_SELF)
      || event.has(IN_MOVE_SELF)
    {
      return lose(event, folder, report)
    }
    // Attributes of the folder itself.
    if event.name.isEmpty { return }
    if event.name == rules.ignoreFileName {
      return try readRulesAgain(event.descriptor, folder, report)
    }
    let name = FilePath(bytes: event.name)
    if event.has(IN_ISDIR) {
      try handleFolder(event, name, folder, report)
    } else {
      try handleFile(event, name, folder, report)
    }
  }

  private mutating func handleFile(
    _ event: Inotify.Event, _ name: FilePath, _ folder: FilePath, _ report: (FilePath) -> Void
  ) throws {
    let path = folder.appending(name)
    let nameStart = path.bytes.count - name.bytes.count
    guard let folderRules = tree.rules(in: event.descriptor) else { return }
    if rules.admits(path.bytes, nameStart: nameStart, in: folderRules) {
      report(path)
    } else if event.has(IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE),
      PictureMark.word(ofExtension: name.fileExtension.utf8) != nil
    {
      // Which pictures a mark is on, only a look at the folder tells.
      report(folder)
    }
    // A link to a folder is a file to the kernel.
    guard rules.options.followsSymlinks,
      event.has(IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM)
    else { return }
    try handleFolder(event, name, folder, report)
  }

  private mutating func handleFolder(
    _ event: Inotify.Event, _ name: FilePath, _ folder: FilePath, _ report: (FilePath) -> Void
  ) throws {
    let path = folder.appending(name)
    guard let folderRules = tree.rules(in: event.descriptor),
      let inner = rules.entering(
        path.bytes, nameStart: path.bytes.count - name.bytes.count, in: folderRules)
    else { return }
    let child = tree.child(name, of: event.descriptor)
    if event.has(IN_MOVED_FROM | IN_DELETE) {
      if let child { forget(child) }
      // Without a watch it may have been met under its new name already: it is gone from here.
      if child != nil || event.has(IN_ISDIR) { report(path) }
    } else if event.has(IN_CREATE | IN_MOVED_TO) || (event.has(IN_ATTRIB) && child == nil) {
      // Reported as a whole: files may have been made in it before the watch was placed. Attributes
      // matter to a folder that could not be read before.
      if try place(path, name, in: event.descriptor, inner) { report(path) }
    }
  }

  /// Watches a folder and those in it. The watch comes first and the listing after it, so that a
  /// folder made meanwhile is seen by the one or the other.
  ///
  /// - Returns: whether the folder is there and was not watched already under this or another name.
  private mutating func place(
    _ path: FilePath, _ name: FilePath, in parent: Int32, _ folderRules: FolderRules
  ) throws -> Bool {
    guard let descriptor = try inotify.watch(path) else { return false }
    if let known = tree.path(of: descriptor) {
      // The same folder by another name: an alias (or a loop) while the old name still leads
      // there, or else it has been moved and the event that says so is still on its way.
      if known != path, Self.areSame(known, path) { return false }
    }
    tree.place(descriptor, name: name, parent: parent, rules: folderRules)
    try placeFolders(in: descriptor, path)
    return true
  }

  /// Watches the folders in a watched folder.
  private mutating func placeFolders(in first: Int32, _ firstPath: FilePath) throws {
    var pending = [(first, firstPath)]
    while let (descriptor, path) = pending.popLast() {
      guard let inherited = tree.rules(in: descriptor),
        // One that cannot be listed is an issue of the scan.
        let listing = try? FolderListing(
          of: path, inherited: inherited, rules: rules, wantsFiles: false, followsSymlink: true)
      else { continue }
      tree.set(listing.folderRules, in: descriptor)
      for item in listing.items {
        guard let (inner, innerRules) = folder(item, in: listing.folderRules),
          let child = try inotify.watch(inner)
        else { continue }
        if let known = tree.path(of: child), known != inner, Self.areSame(known, inner) { continue }
        tree.place(child, name: inner.lastComponent, parent: descriptor, rules: innerRules)
        pending.append((child, inner))
      }
    }
  }

  /// The folder that an item is, or as a link leads to.
  private func folder(
    _ item: FolderListing.Item, in folderRules: FolderRules
  ) -> (FilePath, FolderRules)? {
    switch item {
    case .folder(let path, let rules): return (path, rules)
    case .link(let path):
      let nameStart = path.bytes.count - path.lastComponent.bytes.count
      return rules.entering(path.bytes, nameStart: nameStart, in: folderRules).map { (path, $0) }
    case .picture, .issue: return nil
    }
  }

  /// A watched folder was removed, moved or unmounted. Of folders inside another one, that one's
  /// watch tells; here only roots matter.
  private mutating func lose(
    _ event: Inotify.Event, _ folder: FilePath, _ report: (FilePath) -> Void
  ) {
    guard tree.isRoot(event.descriptor) || event.has(IN_UNMOUNT) || event.has(IN_IGNORED) else {
      return
    }
    forget(event.descriptor)
    report(folder)
  }

  /// An ignore file changed: everything from its folder down is judged anew.
  private mutating func readRulesAgain(
    _ descriptor: Int32, _ folder: FilePath, _ report: (FilePath) -> Void
  ) throws {
    guard let old = tree.rules(in: descriptor) else { return }
    let start = folder.bytes.last == UInt8(ascii: "/") ? folder.bytes.count : folder.bytes.count + 1
    for child in tree.children(of: descriptor) { forget(child) }
    tree.set(old.withoutIgnoreFile(startingAt: start), in: descriptor)
    try placeFolders(in: descriptor, folder)
    report(folder)
  }

  /// The kernel lost changes: watches everything anew and reports every root. The queue is a new
  /// one, as taking the watches back one by one would fill the old one again.
  private mutating func startOver(_ report: (FilePath) -> Void) throws {
    inotify = try Inotify()
    tree = WatchTree()
    try placeMissingRoots { _ in }
    for root in roots { report(root) }
  }

  private mutating func forget(_ descriptor: Int32) {
    for gone in tree.remove(descriptor) { inotify.unwatch(gone) }
  }

  private static func areSame(_ left: FilePath, _ right: FilePath) -> Bool {
    guard let left = try? left.status().identity, let right = try? right.status().identity else {
      return false
    }
    return left.device == right.device && left.inode == right.inode
  }
}
