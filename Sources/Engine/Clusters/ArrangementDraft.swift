import Catalogue
import Core
import Review

/// Gathers the files of clusters, as the catalogue knows them, for an arrangement.
struct ArrangementDraft {
  let reader: CatalogueReader
  /// Folders of which nothing is taken.
  let references: [FilePath]
  private(set) var requests: [ArrangementRequest] = []
  private(set) var referenceCount = 0
  /// The words of the marks beside those that have any.
  private(set) var marks: [FilePath: [String]] = [:]
  private var names: [(name: FilePath, cohesion: Float?)] = []

  init(reader: CatalogueReader, references: [FilePath]) {
    self.reader = reader
    self.references = references
  }

  /// Asks for every file of every member; one look into the catalogue a file.
  mutating func add(
    _ members: [ClusterListing.Member], to folder: FilePath, cohesion: Float?
  ) throws {
    names.append((folder, cohesion))
    for member in members {
      for path in member.picture.paths {
        if references.contains(where: path.isInside) {
          referenceCount += 1
          continue
        }
        guard let file = try reader.file(at: path) else { continue }
        if !file.marks.isEmpty { marks[path] = file.marks }
        let percent = Int(saturating: (100 * max(0, member.cosine)).rounded())
        requests.append(
          ArrangementRequest(
            picture: ReviewedFile(path: path, identity: file.identity), folder: folder,
            reason: cohesion == nil
              ? "in no cluster" : "\(percent) % like the first of its cluster"))
      }
    }
  }

  /// The folders of a plan that get anything.
  func folders(of plan: ReviewPlan) -> [Arrangement.Folder] {
    let units = Dictionary(grouping: plan.units, by: \.group)
    return names.compactMap { name, cohesion in
      units[name.display].map { Arrangement.Folder(name: name, cohesion: cohesion, units: $0) }
    }
  }
}
