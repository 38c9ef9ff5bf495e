import Core

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

  private var requests: [StagingRequest] = []
  private var folders: [FilePath: Companions] = [:]
  private var representative: [FilePath: FilePath] = [:]

  init(_ wishes: [StagingRequest], rules: CompanionRules) {
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
        let names = (try? FolderListing.names(in: folder)) ?? []
        folders[folder] = Companions(names: names, rules: rules)
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
      let length = companions(at: path)?.stemLength(of: path.lastComponent)
      drafts[key]?.files.append((path, length ?? path.stem.bytes.count))
      drafts[key]?.notes += notes(on: path, asked: asked)
    }
    return order.compactMap { drafts[$0] }
  }

  /// Adds what belongs to a moving picture and to no picture that stays. A RAW that joins brings
  /// its own companions.
  private mutating func follow(_ picture: FilePath) {
    guard let folder = picture.parent, let companions = companions(at: picture) else { return }
    for companion in companions.companions(of: picture.lastComponent) {
      let path = folder.appending(companion.name)
      guard companion.owners.allSatisfy({ moving.contains(folder.appending($0)) }) else { continue }
      companion.owners.forEach { join(path, folder.appending($0)) }
      // Its owners may now be complete where they were not before: look again at all of them.
      if moving.insert(path).inserted {
        follow(path)
        companion.owners.forEach { follow(folder.appending($0)) }
      }
    }
  }

  private func notes(on path: FilePath, asked: Set<FilePath>) -> [ReviewPlan.Note] {
    guard let folder = path.parent, let companions = companions(at: path) else { return [] }
    var notes: [ReviewPlan.Note] = []
    for companion in companions.companions(of: path.lastComponent) {
      let companionPath = folder.appending(companion.name)
      let staying = companion.owners.map { folder.appending($0) }.filter { !moving.contains($0) }
      if !moving.contains(companionPath), !staying.isEmpty {
        notes.append(.sharedCompanionStays(companionPath, owners: staying))
      } else if companion.isPicture, asked.contains(path), !asked.contains(companionPath) {
        notes.append(.pairTravels(companionPath, with: path))
      }
    }
    return notes
  }

  private func companions(at path: FilePath) -> Companions? { path.parent.flatMap { folders[$0] } }

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
