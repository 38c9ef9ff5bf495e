import Core
import Files

/// Forms units of requests: which files move, and which of them must move together.
struct UnitDrafts {
  struct Draft {
    var requests: [StagingRequest] = []
    /// Path and length of the stem in the name, in byte order of the paths.
    var files: [(path: FilePath, stemLength: Int)] = []
    var notes: [ReviewPlan.Note] = []
  }

  /// Requests that cannot be part of any unit.
  private(set) var holds: [ReviewPlan.Hold] = []
  /// Every file that some unit moves.
  private(set) var moving: Set<FilePath> = []

  /// Whether a file goes along though it also belongs to a picture that does not: where it is
  /// linked or copied, it stays with that picture all the same.
  private let takesShared: Bool
  private var requests: [StagingRequest] = []
  private var folders: [FilePath: FolderCompanions] = [:]
  private var representative: [FilePath: FilePath] = [:]

  init(_ wishes: [StagingRequest], companions: CompanionRules, takesShared: Bool = false) {
    self.takesShared = takesShared
    var sets: [String: FilePath] = [:]
    for wish in wishes {
      let picture = wish.picture.path
      guard let folder = picture.parent, moving.insert(picture).inserted else {
        holds.append(.init(picture: picture, fault: Self.repeated(picture)))
        continue
      }
      requests.append(wish)
      if folders[folder] == nil {
        // An unreadable folder shows itself when the picture is looked at.
        let files = (try? FolderListing.files(in: folder)) ?? []
        folders[folder] = FolderCompanions(files, rules: companions)
      }
      if let set = wish.set {
        join(picture, sets[set] ?? picture)
        sets[set] = picture
      }
    }
    requests.forEach { follow($0.picture.path) }
  }

  /// The units, in the order of their first requests.
  mutating func units() -> [Draft] {
    var drafts: [FilePath: Draft] = [:]
    var order: [FilePath] = []
    for request in requests {
      let key = find(request.picture.path)
      if drafts[key] == nil { order.append(key) }
      drafts[key, default: Draft()].requests.append(request)
    }
    let asked = Set(requests.map(\.picture.path))
    for path in moving.sorted() {
      let key = find(path)
      let length = companions(at: path)?.stemLength(of: path)
      drafts[key]?.files.append((path, length ?? path.stem.bytes.count))
      drafts[key]?.notes += notes(on: path, asked: asked)
    }
    return order.compactMap { drafts[$0] }
  }

  /// Adds what belongs to a moving picture and to no picture that stays. A RAW that joins brings
  /// its own companions.
  private mutating func follow(_ picture: FilePath) {
    guard let companions = companions(at: picture) else { return }
    for file in companions.belonging(to: picture) {
      let owners = companions.owners(of: file)
      guard takesShared || owners.allSatisfy(moving.contains) else { continue }
      for owner in owners where moving.contains(owner) { join(file, owner) }
      // What has the file among its owners may now be complete where it was not before.
      if moving.insert(file).inserted { follow(file) }
    }
  }

  private func notes(on path: FilePath, asked: Set<FilePath>) -> [ReviewPlan.Note] {
    guard asked.contains(path), let companions = companions(at: path) else { return [] }
    return companions.belonging(to: path).compactMap { file in
      let staying = companions.owners(of: file).filter { !moving.contains($0) }
      if !moving.contains(file), !staying.isEmpty {
        return .sharedCompanionStays(file, owners: staying)
      }
      let isPlain = Self.sidecars.contains(file.fileExtension) || asked.contains(file)
      return isPlain ? nil : .travelsUncopied(file, with: path)
    }
  }

  private func companions(at path: FilePath) -> FolderCompanions? {
    path.parent.flatMap { folders[$0] }
  }

  /// Extensions of files that only say something about a picture, so that nobody need be warned of
  /// them.
  private static let sidecars: Set<String> = [
    "yaml", "yml", "json", "txt", "xmp", "caption", "cropped", "aae", "pp3", "dop", "thm",
  ]

  // MARK: Union-find over the moving files

  private mutating func find(_ path: FilePath) -> FilePath {
    guard let next = representative[path], next != path else { return path }
    let root = find(next)
    representative[path] = root
    return root
  }

  private mutating func join(_ one: FilePath, _ other: FilePath) {
    let (left, right) = (find(one), find(other))
    if left != right { representative[max(left, right)] = min(left, right) }
  }

  private static func repeated(_ path: FilePath) -> Fault {
    Fault("review.repeated", .user, "asked for twice", path: path)
  }
}
