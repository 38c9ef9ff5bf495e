import Catalogue
package import Core

extension Library {
  /// The folders from which nothing is ever moved, by path.
  package func references() throws -> [FilePath] { try reader.referenceFolders() }

  /// Makes a folder a reference: its files are the ones to keep.
  ///
  /// - Throws: a fault when it does not exist.
  package func addReference(_ folder: FilePath) throws {
    let place = try folder.resolved()
    try writer.transaction { try $0.putReferenceFolder(place) }
  }

  /// Takes that back. The folder need not exist any more.
  ///
  /// - Throws: a fault when it is no reference.
  package func removeReference(_ folder: FilePath) throws {
    let place = (try? folder.resolved()) ?? folder
    guard try references().contains(place) else {
      throw Fault(
        "reference.unknown", .user, "is not a reference folder",
        remedy: "Run: semblance reference list", path: folder)
    }
    try writer.transaction { try $0.removeReferenceFolder(place) }
  }
}
