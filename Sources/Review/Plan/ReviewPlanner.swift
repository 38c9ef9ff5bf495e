package import Core
package import Files

/// Makes a ``ReviewPlan`` of wishes: finds companions, forms units, resolves name clashes, and
/// holds back what must not move. Reads the file system, changes nothing, needs no journal.
package struct ReviewPlanner {
  package let roots: [FilePath]
  package let place: StagingPlace
  package let companions: CompanionRules

  /// - Parameters:
  ///   - roots: the folders that were scanned; a picture's path below its root (the deepest that
  ///     holds it) is preserved where it is staged.
  ///   - companions: which files travel beyond those of a picture's stem.
  package init(
    roots: [FilePath], place: StagingPlace = .duplicates, companions: CompanionRules = .usual
  ) {
    self.companions = companions
    self.roots = roots.sorted { $0.bytes.count > $1.bytes.count }
    self.place = place
  }

  /// Plans the staging of the requested pictures, in the order of the requests. Costs one listing
  /// of each folder concerned and one `lstat` a file.
  ///
  /// A picture is held back, with all that would travel with it, when it is missing, changed, not
  /// a regular file or outside the roots; when none of its keepers stays; when the unit holds a
  /// file that another picture's safety rests on; or when a companion cannot move.
  package func plan(_ requests: [StagingRequest]) -> ReviewPlan {
    var drafts = UnitDrafts(requests, companions: companions)
    let keepers = Set(requests.flatMap { $0.keepers.map(\.path) })
    let folders = place.folders(for: roots)
    var clashes = NameClash()
    var units: [ReviewPlan.Unit] = []
    var holds = drafts.holds
    var notes: [ReviewPlan.Note] = []
    for draft in drafts.units() {
      do throws(Fault) {
        notes += draft.notes
        let unit = try self.unit(
          of: draft, keepers: keepers, moving: drafts.moving, folders: folders, &clashes)
        notes += unit.renamings
        units.append(unit)
      } catch {
        holds += draft.requests.map { .init(picture: $0.picture.path, fault: error) }
      }
    }
    return ReviewPlan(units: units, holds: holds, notes: notes)
  }

  private func unit(
    of draft: UnitDrafts.Draft, keepers: Set<FilePath>, moving: Set<FilePath>,
    folders: [FilePath: FilePath], _ clashes: inout NameClash
  ) throws(Fault) -> ReviewPlan.Unit {
    let requests = Dictionary(
      draft.requests.map { ($0.picture.path, $0) }, uniquingKeysWith: { first, _ in first })
    for request in draft.requests {
      try request.picture.check(digesting: false)
      try checkKeepers(of: request, moving: moving)
    }
    var files: [ReviewedFile] = []
    var names: [NameClash.Name] = []
    for (path, stemLength) in draft.files {
      if keepers.contains(path) { throw Self.isKeeper(path, in: draft) }
      guard let root = roots.first(where: { path.isInside($0) && path != $0 }),
        let base = folders[root], let relative = path.relative(to: root)
      else { throw Self.outside(path) }
      guard !path.isInside(base) else { throw Self.staged(path) }
      if let request = requests[path] {
        files.append(request.picture)
      } else {
        files.append(try Self.companion(path))
      }
      let folder = relative.parent.map { base.appending($0) } ?? base
      names.append(.init(folder: folder, name: path.lastComponent, stemLength: stemLength))
    }
    let paths = try clashes.resolve(names)
    let planned = files.indices.map {
      ReviewPlan.File(
        file: files[$0], destination: paths[$0], isRequested: requests[files[$0].path] != nil,
        linkText: nil, stemLength: names[$0].stemLength)
    }
    let first = draft.requests[0]
    return ReviewPlan.Unit(
      files: planned, keepers: draft.requests.map(\.keepers),
      root: roots.first { first.picture.path.isInside($0) }!, group: first.group,
      reason: first.reason)
  }

  /// At least one keeper must stay, be intact, and be another file than the picture.
  private func checkKeepers(of request: StagingRequest, moving: Set<FilePath>) throws(Fault) {
    guard !request.keepers.isEmpty else { return }
    var reason: Fault?
    for keeper in request.keepers where !moving.contains(keeper.path) {
      do throws(Fault) {
        try keeper.check(digesting: false)
        try keeper.checkDistinct(from: request.picture)
        return
      } catch { reason = error }
    }
    throw Fault(
      "review.no-keeper", .user, "no copy of it would stay",
      remedy: "Keep another file of its group.", path: request.picture.path,
      underlying: reason?.description)
  }

  /// A file that travels with a picture, as it is now.
  static func companion(_ path: FilePath) throws(Fault) -> ReviewedFile {
    do { return try ReviewedFile(reading: path) } catch {
      throw Fault(
        "review.companion", .user, "a file that travels with it cannot move",
        remedy: "Move that file by hand first.", path: path, underlying: error.description)
    }
  }

  private static func isKeeper(_ path: FilePath, in draft: UnitDrafts.Draft) -> Fault {
    Fault(
      "review.is-keeper", .user,
      draft.requests.contains { $0.picture.path == path }
        ? "other pictures are moved because this one stays"
        : "a file that travels with it is the copy that another group keeps",
      remedy: "Keep it, or choose another file to keep in that group.", path: path)
  }

  private static func outside(_ path: FilePath) -> Fault {
    Fault(
      "review.outside", .user, "not below any of the folders that were scanned",
      remedy: "Add its folder to the roots.", path: path)
  }

  private static func staged(_ path: FilePath) -> Fault {
    Fault("review.staged", .user, "lies in the review folder already", path: path)
  }
}

extension ReviewPlan.Unit {
  /// Which of its files get another name.
  var renamings: [ReviewPlan.Note] {
    files.filter { $0.file.path.lastComponent != $0.destination.lastComponent }
      .map { .renamed($0.file.path, to: $0.destination) }
  }
}

extension ReviewedFile {
  /// Refuses a keeper that is the very file under another name (through a link to a folder, or a
  /// bind mount): moving one would move both.
  func checkDistinct(from picture: ReviewedFile) throws(Fault) {
    let (mine, other) = (try FileEntry(path), try FileEntry(picture.path))
    let isSame =
      mine.identity.device == other.identity.device
      && mine.identity.inode == other.identity.inode
    if path == picture.path || (isSame && mine.linkCount < 2) {
      throw Fault("review.same-file", .user, "is the same file by another path", path: path)
    }
  }
}
