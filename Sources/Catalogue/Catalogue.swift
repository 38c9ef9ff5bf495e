package import Core
package import Objects
import Store

/// A library folder: the database of what is known about pictures with their thumbnails, and the
/// store of larger previews. The pictures themselves lie elsewhere and are never touched by it.
///
/// ```
/// <folder>/catalogue.sqlite   previews/ab/<sha256>.webp
/// ```
package struct Catalogue: Sendable {
  package let folder: FilePath
  /// Pictures of up to 1440 pixels, made on demand, under the SHA-256 of the file they are of.
  package let previews: ObjectStore
  private let database: Database

  /// Opens a library folder, which is made when it is not there.
  ///
  /// - Throws: a fault when it cannot be made or opened, is damaged, belongs to another application
  ///   or was made by a newer version.
  package init(at folder: FilePath) throws {
    self.folder = folder
    try Folder.create(folder)
    previews = try ObjectStore(at: folder.appending("previews"), suffix: ".webp", isDurable: false)
    database = try Database(at: folder.appending("catalogue.sqlite"), schema: .catalogue)
    try writeMissingSearchText()
  }

  /// After a migration the words of every picture are still to be written.
  private func writeMissingSearchText() throws {
    let isMissing = try database.read {
      try $0.integer("SELECT EXISTS (SELECT 1 FROM search_stale)") != 0
    }
    if isMissing { try database.write { try SearchTextWriter(connection: $0).refresh() } }
  }

  /// The reading half. Any number may be used at once, also while something writes.
  package func reader(owner: Owner = .local) -> CatalogueReader {
    CatalogueReader(database: database, owner: owner)
  }

  /// The writing half. Writers of one process take turns; those of several wait for each other.
  package func writer(owner: Owner = .local) -> CatalogueWriter {
    CatalogueWriter(database: database, owner: owner)
  }

  /// The changes of vectors, of all owners, for what follows them.
  package func embeddingFeed() -> EmbeddingFeed { EmbeddingFeed(database: database) }

  /// Everything that is wrong with the database file, in words for people; empty when it is sound.
  /// Reads the whole file.
  package func integrityProblems() throws -> [String] { try database.integrityProblems() }

  /// Copies the write-ahead log into the database file, as after a long index.
  package func checkpoint() throws { try database.checkpoint() }
}
