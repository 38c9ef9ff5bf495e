package import Core

/// The pictures of one chain of tools: `…_stage1_generated.png`, `…_stage2_upscaled.png`.
package struct StageSet: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package var stage: String
    /// Position among the pictures that sets were made of.
    package var picture: Int

    package init(stage: String, picture: Int) {
      self.stage = stage
      self.picture = picture
    }
  }

  /// The folder and the part of the name that its pictures share.
  package var folder: FilePath
  package var base: FilePath
  /// In the order of the stages.
  package var members: [Member]

  package init(folder: FilePath, base: FilePath, members: [Member]) {
    self.folder = folder
    self.base = base
    self.members = members
  }

  /// The stages, as two sets must share them.
  package var lineUp: [String] { members.map(\.stage) }

  /// Sorts pictures into sets: those of one folder whose names begin alike and tell a stage. A set of
  /// one picture, and one in which a stage is there twice (as `.png` and `.jpg`), is none.
  ///
  /// - Parameters:
  ///   - paths: by position; others than stage pictures are passed over.
  ///   - stage: reads the stage from a path.
  /// - Returns: in byte order of folder and base.
  /// - Complexity: O(n log n).
  package static func sets(
    of paths: [FilePath], stage: (FilePath) -> StageName? = { StageName(in: $0) }
  ) -> [StageSet] {
    struct Key: Hashable {
      var folder: FilePath
      var base: FilePath
    }
    var found: [Key: [(name: StageName, picture: Int)]] = [:]
    for (position, path) in paths.enumerated() {
      guard let name = stage(path), !name.base.isEmpty else { continue }
      let key = Key(folder: path.parent ?? ".", base: FilePath(bytes: name.base))
      found[key, default: []].append((name, position))
    }
    return found.compactMap { key, members in
      guard members.count > 1, Set(members.map(\.name.stage)).count == members.count else {
        return nil
      }
      let sorted = members.sorted {
        ($0.name.number, $0.name.stage) < ($1.name.number, $1.name.stage)
      }
      return StageSet(
        folder: key.folder, base: key.base,
        members: sorted.map { Member(stage: $0.name.stage, picture: $0.picture) })
    }.sorted { ($0.folder, $0.base) < ($1.folder, $1.base) }
  }
}
