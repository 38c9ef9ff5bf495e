import Catalogue
package import Core

/// What a command has to know before it can do its work, with what to do where it is not so.
extension Library {
  /// - Throws: a fault when nothing is indexed.
  package func requirePictures() throws {
    if try reader.statistics().imageCount > 0 { return }
    throw Fault(
      "library.empty", .user, "the library holds no pictures yet",
      remedy: "Begin with: semblance index FOLDER", path: folder)
  }

  /// The groups of the latest search.
  ///
  /// - Throws: a fault when there was none.
  package func requireLastDuplicates() throws -> DuplicateListing {
    if let listing = try lastDuplicates() { return listing }
    throw Fault(
      "duplicates.none", .user, "no search for duplicates has been made yet",
      remedy: "Run: semblance duplicates")
  }

  /// A folder or file as the catalogue names it.
  ///
  /// - Throws: a fault when it does not exist, or nothing in it is indexed.
  package func indexedPlace(_ path: FilePath) throws -> FilePath {
    let place = try path.resolved()
    let roots = try reader.roots().map(\.path)
    if roots.contains(where: { $0.isInside(place) || place.isInside($0) }) { return place }
    throw Fault(
      "catalogue.not-indexed", .user, "is not indexed",
      remedy: "Run: semblance index \(path.display)", path: path)
  }
}
