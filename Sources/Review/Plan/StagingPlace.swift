package import Core
import Glibc

/// Where staged files go.
package enum StagingPlace: Hashable, Sendable {
  /// A folder of this name beside each root, so that the pictures stay on their file system. Where
  /// the root's parent is on another one, or may not be written to, the folder is made inside the
  /// root (scans leave folders of the two usual names out).
  case beside(name: String)
  /// One given folder.
  case folder(FilePath)

  package static let duplicates = StagingPlace.beside(name: "_review_dupes")
  package static let redundantSets = StagingPlace.beside(name: "delete_review")

  /// The folder that stands for a root in here. Several roots that would share one get a folder
  /// each in it, by the root's name.
  func folders(for roots: [FilePath]) -> [FilePath: FilePath] {
    var shared: [FilePath: [FilePath]] = [:]
    for root in Set(roots).sorted() { shared[base(for: root), default: []].append(root) }
    var folders: [FilePath: FilePath] = [:]
    for (base, roots) in shared {
      var taken: Set<FilePath> = []
      for root in roots {
        guard roots.count > 1 else {
          folders[root] = base
          continue
        }
        var name = root.lastComponent
        var number = 2
        while !taken.insert(name).inserted {
          name = FilePath(bytes: root.lastComponent.bytes + Array(" (\(number))".utf8))
          number += 1
        }
        folders[root] = base.appending(name)
      }
    }
    return folders
  }

  private func base(for root: FilePath) -> FilePath {
    switch self {
    case .folder(let folder): return folder
    case .beside(let name):
      guard let parent = root.parent, let above = try? FileEntry(parent),
        let here = try? FileEntry(root), above.identity.device == here.identity.device,
        parent.withCString({ access($0, W_OK | X_OK) }) == 0
      else { return root.appending(name) }
      return parent.appending(name)
    }
  }
}
