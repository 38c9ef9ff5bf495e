package import Core
package import Review
import TestSupport

/// A seeded sequence of everything that a person may do with a random tree: the same in whichever
/// process it is run, up to where that process is killed.
package struct ReviewScenario {
  package let seed: UInt64
  /// Holds the library, the journal and the trash.
  package let folder: FilePath
  /// On another file system; `nil` when there is none.
  package let elsewhere: FilePath?

  package init(seed: UInt64, folder: FilePath, elsewhere: FilePath?) {
    self.seed = seed
    self.folder = folder
    self.elsewhere = elsewhere
  }

  /// Where the user's files are: the library and what lies beside it.
  package var home: FilePath { folder.appending("home") }
  package var trash: FilePath { folder.appending("trash") }

  package func open(calls: SystemCalls = SystemCalls()) throws -> ReviewSession {
    try ReviewSession(
      journalFolder: folder.appending("journal"), trash: TrashCan(home: trash), calls: calls)
  }

  /// Builds the tree.
  package func build() {
    var generator = SeededGenerator(seed: seed)
    _ = RandomTree(in: home, using: &generator)
  }

  /// Stages a random part of the library, then restores, approves to the trash, undoes.
  package func run(calls: SystemCalls) throws {
    // Not the seed of the tree, which only some of the processes build.
    var generator = SeededGenerator(seed: ~seed)
    let plan = makePlan(using: &generator)
    let session = try open(calls: calls)
    _ = try session.stage(plan)
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      try act(session, using: &generator)
    }
  }

  /// Takes everything back, the last first. What was done again after something else may have to
  /// wait for that.
  package func undoAll(_ session: ReviewSession) throws {
    var goesOn = true
    while goesOn {
      goesOn = false
      for action in session.history().reversed() where action.kind != .undo {
        guard session.history()[action.id - 1].canUndo else { continue }
        if try !session.undo(action: action.id).moved.isEmpty { goesOn = true }
      }
    }
  }

  /// Marks every picture of the tree by an empty file, or takes the marks away.
  package func setMarks(made: Bool, calls: SystemCalls = SystemCalls()) throws {
    var pictures: [FilePath] = []
    collect(home.appending("library"), &pictures)
    let marks = pictures.map { FilePath(bytes: $0.bytes + Array(".seen".utf8)) }
    _ = try open(calls: calls).setMarks(marks, made: made)
  }

  /// Approves everything that is staged, for good.
  package func removeAll(_ session: ReviewSession) throws {
    let count = session.staged().reduce(0) { $0 + $1.files.count }
    _ = try session.approve(.all, expecting: count, disposal: .permanently)
  }

  /// Stages what a plan for the tree says.
  package func stage() throws {
    var generator = SeededGenerator(seed: ~seed)
    let plan = makePlan(using: &generator)
    _ = try open().stage(plan)
  }

  /// A plan for the tree as it is.
  func makePlan(using generator: inout SeededGenerator) -> ReviewPlan {
    let root = home.appending("library")
    var pictures: [FilePath] = []
    collect(root, &pictures)
    let leaving = pictures.filter { _ in Int.random(in: 0..<2, using: &generator) == 0 }
    let staying = pictures.filter { !leaving.contains($0) }
    let requests = leaving.enumerated().compactMap { index, path -> StagingRequest? in
      guard let picture = try? ReviewedFile(reading: path, digesting: index.isMultiple(of: 2)),
        let kept = staying.randomElement(using: &generator) ?? nil,
        let keeper = try? ReviewedFile(reading: kept, digesting: true)
      else { return nil }
      return StagingRequest(
        picture: picture, keepers: [keeper], group: "\(index % 3)", reason: "random",
        set: Int.random(in: 0..<4, using: &generator) == 0 ? "set \(index % 2)" : nil)
    }
    let isElsewhere = Int.random(in: 0..<3, using: &generator) == 0
    let place = isElsewhere ? elsewhere.map { StagingPlace.folder($0) } : nil
    return ReviewPlanner(roots: [root], place: place ?? .duplicates).plan(requests)
  }

  func act(_ session: ReviewSession, using generator: inout SeededGenerator) throws {
    let staged = session.staged()
    let chosen = staged.filter { _ in Int.random(in: 0..<2, using: &generator) == 0 }
    let selection = ReviewSelection.units(chosen.map(\.id))
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: _ = try session.restore(selection)
    case 1, 2:
      _ = try session.approve(
        selection, expecting: chosen.reduce(0) { $0 + $1.files.count })
    default:
      if session.history().contains(where: { $0.canUndo && $0.kind != .undo }) {
        _ = try session.undo()
      }
    }
  }

  func collect(_ folder: FilePath, _ pictures: inout [FilePath]) {
    let extensions: Set<String> = ["jpg", "jpeg", "png", "webp", "cr2"]
    for name in RawFiles.names(in: folder) {
      let path = folder.appending(name)
      if extensions.contains(name.fileExtension) {
        pictures.append(path)
      } else {
        collect(path, &pictures)
      }
    }
  }
}
