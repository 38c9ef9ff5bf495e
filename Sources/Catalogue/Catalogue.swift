package import Core
package import Objects
import Store

/// A library folder: the database of what is known about pictures, and the store of their
/// thumbnails and previews. The pictures themselves lie elsewhere and are never touched by it.
///
/// ```
/// <folder>/catalogue.sqlite   thumbnails/ab/<sha256>.webp   previews/…
/// ```
package struct Catalogue: Sendable {
  package let folder: FilePath
  /// Small pictures of 320 pixels, under the SHA-256 of the file they are of.
  package let thumbnails: ObjectStore
  /// Larger ones, made on demand.
  package let previews: ObjectStore
  private let database: Database

  /// Opens a library folder, which is made when it is not there.
  ///
  /// - Throws: a fault when it cannot be made or opened, is damaged, belongs to another application
  ///   or was made by a newer version.
  package init(at folder: FilePath) throws {
    self.folder = folder
    try Folder.create(folder)
    thumbnails = try ObjectStore(
      at: folder.appending("thumbnails"), suffix: ".webp", isDurable: false)
    previews = try ObjectStore(at: folder.appending("previews"), suffix: ".webp", isDurable: false)
    database = try Database(at: folder.appending("catalogue.sqlite"), schema: .catalogue)
  }

  /// The reading half. Any number may be used at once, also while something writes.
  package func reader(owner: Owner = .local) -> CatalogueReader {
    CatalogueReader(database: database, owner: owner)
  }

  /// The writing half. Writers of one process take turns; those of several wait for each other.
  package func writer(owner: Owner = .local) -> CatalogueWriter {
    CatalogueWriter(database: database, owner: owner)
  }

  /// Everything that is wrong with the database file, in words for people; empty when it is sound.
  /// Reads the whole file.
  package func integrityProblems() throws -> [String] { try database.integrityProblems() }

  /// Copies the write-ahead log into the database file, as after a long index.
  package func checkpoint() throws { try database.checkpoint() }
}
