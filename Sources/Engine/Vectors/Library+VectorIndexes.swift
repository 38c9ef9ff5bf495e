import Catalogue
package import Core
import Objects
import Vectors

/// What became of a vector index that was made anew.
package struct RebuiltIndex: Hashable, Sendable {
  package var space: String
  package var vectorCount: Int

  package init(space: String, vectorCount: Int) {
    self.space = space
    self.vectorCount = vectorCount
  }
}

extension Library {
  private var vectorFolder: FilePath { catalogue.folder.appending("vectors") }

  /// Names of the indexes that there are.
  private func indexNames() throws(Fault) -> [String] {
    guard Folder.isFolder(vectorFolder) else { return [] }
    return try Folder.names(in: vectorFolder).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  /// Reads every byte of every vector index.
  ///
  /// - Returns: the names of the indexes, and a line for everything that is not as it was written.
  package func verifyVectors() throws(Fault) -> (indexes: [String], damage: [String]) {
    var names: [String] = []
    var damage: [String] = []
    for name in try indexNames() {
      do throws(Fault) {
        damage += try VectorIndex.verify(at: vectorFolder.appending("\(name)"))
        names.append(name)
      } catch {
        // Nobody has searched in this space yet, it was given up, or it is being made anew.
        if error.code == "file.missing" { continue }
        names.append(name)
        damage.append(error.description)
      }
    }
    return (names, damage)
  }

  /// Makes every vector index anew from the catalogue, which is the truth. What is lost by a crash in
  /// between is made by the next search or index.
  ///
  /// - Throws: ``Cancelled``; `vectors.busy` while another process writes to one.
  /// - Complexity: as the first index of all vectors.
  package func rebuildVectors(
    cancellation: CancellationToken = CancellationToken()
  ) throws -> [RebuiltIndex] {
    for name in try indexNames() {
      try cancellation.check()
      try VectorIndex.discard(at: vectorFolder.appending("\(name)"))
    }
    return try maintained(cancellation) { sync in
      RebuiltIndex(
        space: sync.collection.name(in: sync.space),
        vectorCount: try sync.snapshot().index.count)
    }
  }

  /// Seals and merges what is due of the indexes that there are, and empties the catalogue's log.
  ///
  /// - Throws: ``Cancelled``; faults of the disk.
  package func tidy(cancellation: CancellationToken) throws {
    let known = Set(try indexNames())
    _ = try maintained(cancellation, only: { known.contains($0) }) { _ in }
    try catalogue.checkpoint()
  }

  /// Brings the indexes of all spaces up to date, and asks about each.
  private func maintained<Answer>(
    _ cancellation: CancellationToken, only isWanted: (String) -> Bool = { _ in true },
    _ answer: (VectorSync) throws -> Answer
  ) throws -> [Answer] {
    try reader.embeddingSpaces().flatMap { total in
      let space = total.space.space
      let collections: [VectorCollection] =
        total.vectorCount > total.imageCount ? [.whole, .crops] : [.whole]
      defer { vectorViews.forget(space) }
      return try collections.filter { isWanted($0.name(in: space)) }.map { collection in
        try cancellation.check()
        let sync = VectorSync(catalogue: catalogue, space: space, collection: collection)
        try sync.maintain(cancellation: cancellation)
        return try answer(sync)
      }
    }
  }
}
