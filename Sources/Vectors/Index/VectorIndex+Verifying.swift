package import Core
import Glibc
import Objects
import Synchronization

extension VectorIndex {
  /// Reads every byte of the index in a folder and compares checksums, whoever may be writing to it.
  ///
  /// - Returns: a line for everything that is not as it was written, which names the file and the
  ///   block or the change; empty when all is well.
  /// - Throws: `file.missing` when there is no index, faults of the file system.
  /// - Complexity: some GB a second from memory, otherwise as fast as the disk reads.
  package static func verify(at folder: FilePath) throws(Fault) -> [String] {
    for attempt in 0... {
      var manifest: Manifest?
      do throws(Fault) {
        let read = try Manifest.read(in: folder)
        manifest = read
        var lines: [String] = []
        for entry in read.entries {
          lines += try damage(entry, read, folder)
        }
        return lines
      } catch {
        if error.code == "vectors.damaged" { return [error.description] }
        // A merge takes files away whose names were just read.
        guard error.code == "file.missing", let manifest, attempt < 100,
          try Manifest.read(in: folder) != manifest
        else { throw error }
      }
    }
    preconditionFailure("the loop returns or throws")
  }

  private static func damage(
    _ entry: Manifest.Entry, _ manifest: Manifest, _ folder: FilePath
  ) throws(Fault) -> [String] {
    do throws(Fault) {
      switch entry {
      case .segment(let number, let hasGraph):
        return try SealedSegment.damage(
          number, hasGraph: hasGraph, in: folder, space: manifest.space)
      case .log(let number):
        let file = try MappedFile(LogFile.path(number, in: folder))
        let replay = try LogReplay(
          file, number: number, dimension: manifest.space.dimension, end: file.count
        ) { _, _ in }
        return replay.tail.map { [$0] } ?? []
      }
    } catch {
      guard error.code == "vectors.damaged" else { throw error }
      return [error.description]
    }
  }

  /// Makes a second index of what is there now, in a folder of the same file system that holds none:
  /// the files get a second name, so it takes no time and no space until either index changes.
  ///
  /// - Throws: `file.exists` when the folder holds an index, `vectors.busy` while it is written to; `file.other-device`; others of the file
  ///   system.
  package func copySnapshot(to target: FilePath) throws(Fault) {
    try Folder.create(target)
    let lock = try IndexLock(target.appending("lock"))
    defer { extendLifetime(lock) }
    let name = target.appending(Manifest.name)
    guard name.withCString({ access($0, F_OK) }) != 0 else {
      throw .system(EEXIST, "copy the vector index", path: name)
    }
    try maintenance.withLock { _ throws(Fault) in
      let (manifest, watermark) = try closedManifest()
      for name in manifest.files.subtracting([Manifest.name]).sorted() {
        let (from, to) = (folder.appending(name), target.appending(name))
        guard from.withCString({ from in to.withCString { link(from, $0) } }) == 0 else {
          throw .system(errno, "give a vector file a second name", path: to)
        }
      }
      var copy = manifest
      copy.entries.append(.log(manifest.nextNumber))
      _ = try LogFile(
        creating: manifest.nextNumber, in: target, dimension: space.dimension,
        watermark: watermark, witness: options.witness)
      try copy.write(in: target, witness: options.witness)
    }
  }

  /// All parts that no longer change, and the watermark up to which they go.
  private func closedManifest() throws(Fault) -> (Manifest, Int64) {
    while true {
      try closeLog()
      let closed: (Manifest, Int64)? = state.withLock { state in
        // A change that came after the closing belongs to the next attempt.
        guard state.contents.logEnd == LogFile.headerSize else { return nil }
        var manifest = state.manifest
        manifest.entries.removeLast()
        return (manifest, state.contents.watermark)
      }
      if let closed { return closed }
    }
  }
}
