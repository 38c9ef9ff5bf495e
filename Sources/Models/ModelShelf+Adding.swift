package import Core
internal import Files

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ModelShelf {
  /// Copies files of a folder to the shelf, under a hidden name until they are whole and checked,
  /// with their digests beside them. The folder is only read.
  ///
  /// - Parameters:
  ///   - wanted: which of its files; by default all of it and of the folders in it.
  ///   - check: looks at the copy before it becomes a model, and says which towers it has and
  ///     what its logits are; what it throws undoes the copy.
  /// - Returns: the new model's folder.
  /// - Throws: `model.exists` when the name is taken, `model.name` when it is no name; faults of the
  ///   file system.
  package func add(
    _ source: FilePath, as name: String, files wanted: [String]? = nil,
    check: (FilePath) throws -> (towers: [ModelTower], logits: LogitLine?)
  ) throws -> FilePath {
    let (home, place) = try freePlace(for: name)
    let partial = home.appending(FilePath(".\(name).\(getpid()).partial"))
    try PullFolder.make(partial)
    do {
      var manifest = try copy(source, to: partial, wanted: wanted)
      let found = try check(partial)
      manifest = ModelManifest(files: manifest.files, towers: found.towers, below: partial)
      manifest.logits = found.logits
      try manifest.write(in: partial)
      guard partial.withCString({ old in place.withCString { rename(old, $0) } }) == 0 else {
        throw Fault.system(errno, "put the model in its place", path: place)
      }
    } catch var fault as Fault {
      discard(partial)
      // The person knows the folder that was named, not the copy.
      if let path = fault.path, path.bytes.starts(with: partial.bytes) {
        fault.path = FilePath(bytes: source.bytes + path.bytes.dropFirst(partial.bytes.count))
      }
      throw fault
    } catch {
      discard(partial)
      throw error
    }
    try AtomicFile.synchronise(folder: home)
    return place
  }

  static let noHome = Fault(
    "model.home", .user, "there is no folder for models", remedy: "Name one in SEMBLANCE_MODELS.")

  /// Where a new model goes.
  ///
  /// - Throws: `model.name`, `model.home`, `model.exists`.
  func freePlace(for name: String) throws(Fault) -> (home: FilePath, place: FilePath) {
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200 else {
      throw Fault("model.name", .user, "'\(name)' cannot be a model's name")
    }
    guard let home else { throw Self.noHome }
    let place = home.appending(FilePath(name))
    guard !FolderEntries.isFolder(place) else {
      throw Fault(
        "model.exists", .user, "there is a model called \(name) already",
        remedy: "Remove its folder first, or give another name with --name.", path: place)
    }
    return (home, place)
  }

  private func copy(
    _ source: FilePath, to target: FilePath, wanted: [String]?
  ) throws(Fault) -> ModelManifest {
    var files: [ModelManifest.File] = []
    for file in try FolderEntries.files(in: source) {
      let name = FilePath(bytes: file.bytes.dropFirst(source.bytes.count + 1))
      guard let text = String(validating: name.bytes, as: UTF8.self),
        text != ModelManifest.fileName, wanted?.contains(text) ?? true
      else { continue }
      let copy = target.appending(name)
      if let folder = copy.parent { try PullFolder.make(folder) }
      let (bytes, digest) = try FileCopy.copy(file, to: copy)
      files.append(ModelManifest.File(name: text, bytes: bytes, sha256: digest.hex))
    }
    guard !files.isEmpty else {
      throw Fault("model.folder", .user, "there are no files", path: source)
    }
    return ModelManifest(files: files)
  }

  /// Removes what this process copied itself.
  private func discard(_ partial: FilePath) {
    for name in (try? FolderEntries.names(in: partial)) ?? [] {
      let path = partial.appending(name)
      if FolderEntries.isFolder(path) { discard(path) } else { _ = path.withCString { unlink($0) } }
    }
    _ = partial.withCString { rmdir($0) }
  }
}
