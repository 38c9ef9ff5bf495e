package import Core
package import Files
import Glibc

/// Makes a ``ReviewPlan`` that puts pictures with their companions into folders of one target, as
/// links, as copies, or by moving them. Reads the file system, changes nothing, needs no journal.
package struct ArrangementPlanner {
  /// As the file system knows it: without links on the way to it. It need not be there.
  package let target: FilePath
  package let way: TransferWay
  package let companions: CompanionRules
  /// The device of the target, or of the folder that it will be made in.
  private let device: UInt64

  /// - Parameter companions: which files go along beyond those of a picture's stem.
  /// - Throws: a `Fault`: `review.not-a-folder` when the target is something else;
  ///   `review.not-empty` when there is something in it, since two arrangements in one folder could
  ///   not be told apart.
  package init(
    target: FilePath, way: TransferWay, companions: CompanionRules = .usual
  ) throws(Fault) {
    self.companions = companions
    var device: UInt64?
    var level: FilePath? = target
    while let path = level, device == nil {
      if try FileEntry.exists(path) {
        let entry = try FileEntry(path)
        guard entry.kind == .folder else { throw Self.notAFolder(path) }
        device = entry.identity.device
      }
      level = path.parent
    }
    self.target = target
    self.way = way
    self.device = device ?? 0
    guard try FileEntry.exists(target) else { return }
    // Hidden files are what desktops leave behind, and what scans are told by.
    if let first = try FolderListing.names(in: target).first(where: { !$0.isHidden }) {
      throw Fault(
        "review.not-empty", .user, "the folder is not empty",
        remedy: "Choose a new folder; an earlier arrangement goes by semblance undo.",
        path: target, underlying: "it holds \(first.display)")
    }
  }

  /// Plans the arrangement of pictures, in the order of the requests. Costs one listing of each
  /// folder concerned and two `lstat` a file.
  ///
  /// Names that clash in a folder get a suffix for the whole unit, and no two units of a folder have
  /// one stem, so that every companion still tells by its name whose it is. Pictures that share
  /// files go together, to where the first of them goes. When files move, a companion stays while
  /// one of its pictures stays; when they are linked or copied it goes along with each.
  ///
  /// A picture is held back, with all that would go with it, when it is missing, changed, not a
  /// regular file, or when a companion is not a file.
  package func plan(_ requests: [ArrangementRequest]) -> ReviewPlan {
    let wishes = requests.map {
      StagingRequest(picture: $0.picture, keepers: [], group: $0.folder.display, reason: $0.reason)
    }
    let folders = Dictionary(
      requests.map { ($0.picture.path, $0.folder) }, uniquingKeysWith: { first, _ in first })
    var drafts = UnitDrafts(wishes, companions: companions, takesShared: way != .move)
    var clashes = NameClash(keepsStemsApart: true)
    var units: [ReviewPlan.Unit] = []
    var holds = drafts.holds
    var notes: [ReviewPlan.Note] = []
    for draft in drafts.units() {
      let first = draft.requests[0].picture.path
      let folder = folders[first]!
      do throws(Fault) {
        let unit = try self.unit(of: draft, in: target.appending(folder), &clashes)
        units.append(unit)
        notes += draft.notes.filter(\.isOfShared) + unit.renamings
        notes += draft.requests.map(\.picture.path).filter { folders[$0] != folder }
          .map { .joins($0, with: first, folder: folder) }
      } catch {
        holds += draft.requests.map { .init(picture: $0.picture.path, fault: error) }
      }
    }
    var plan = ReviewPlan(units: units, holds: holds, notes: notes)
    plan.way = way
    return plan
  }

  private func unit(
    of draft: UnitDrafts.Draft, in folder: FilePath, _ clashes: inout NameClash
  ) throws(Fault) -> ReviewPlan.Unit {
    let pictures = Dictionary(
      draft.requests.map { ($0.picture.path, $0.picture) }, uniquingKeysWith: { first, _ in first })
    for picture in pictures.values { try picture.check(digesting: false) }
    var files: [ReviewedFile] = []
    for (path, _) in draft.files {
      guard !path.isInside(target) else { throw Self.isThere(path) }
      if let picture = pictures[path] {
        files.append(picture)
      } else {
        files.append(try ReviewPlanner.companion(path))
      }
    }
    let names = zip(files, draft.files).map { file, drafted in
      NameClash.Name(
        folder: folder, name: file.path.lastComponent, stemLength: drafted.stemLength)
    }
    let destinations = try clashes.resolve(names)
    var planned: [ReviewPlan.File] = []
    for (index, file) in files.enumerated() {
      planned.append(
        ReviewPlan.File(
          file: file, destination: destinations[index], isRequested: pictures[file.path] != nil,
          linkText: way == .symlink ? try linkText(to: file.path, from: folder) : nil,
          stemLength: names[index].stemLength))
    }
    let first = draft.requests[0]
    return ReviewPlan.Unit(
      files: planned, keepers: draft.requests.map { _ in [] },
      root: first.picture.path.parent ?? "/", group: first.group, reason: first.reason)
  }

  private func linkText(to file: FilePath, from folder: FilePath) throws(Fault) -> FilePath {
    SymbolicLink.text(
      leadingTo: file, from: folder,
      isSameDisk: try FileEntry(file).identity.device == device)
  }

  private static func notAFolder(_ path: FilePath) -> Fault {
    Fault(
      "review.not-a-folder", .user, "is not a folder", remedy: "Choose another folder.",
      path: path)
  }

  private static func isThere(_ path: FilePath) -> Fault {
    Fault("review.arranged", .user, "lies in the folder to arrange into already", path: path)
  }
}

extension ReviewPlan.Note {
  /// Whether it is of a file that belongs to several pictures.
  fileprivate var isOfShared: Bool {
    if case .sharedCompanionStays = self { true } else { false }
  }
}

extension FilePath {
  fileprivate var isHidden: Bool { lastComponent.bytes.first == UInt8(ascii: ".") }
}
