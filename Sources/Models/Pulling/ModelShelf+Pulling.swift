package import Core
internal import Files
package import Transfers

extension ModelShelf {
  /// Fetches a model's files, checks them, and makes them a model of the shelf. What came stays when it
  /// stops or fails, and the next call goes on from there.
  ///
  /// A file is compared with the digest that its pull names; without one, with what the same file was
  /// at an earlier pull, from whatever mirror.
  ///
  /// - Parameters:
  ///   - trustsNew: whether files that were other bytes at an earlier pull are believed. Digests that
  ///     the pull names always count.
  ///   - check: looks at the files before they become a model; see ``add(_:as:files:check:)``.
  /// - Returns: the new model's folder.
  /// - Throws: `model.exists`, `model.name`, `model.pulling`, `model.digests`; what ``Transfers/Downloader``
  ///   throws; ``Cancelled``.
  package func pull(
    _ wish: ModelPull, settings: TransferSettings, trustsNew: Bool = false,
    cancellation: CancellationToken = CancellationToken(),
    onProgress: @escaping (PullProgress) -> Void = { _ in },
    check: (FilePath) throws -> (towers: [ModelTower], logits: LogitLine?)
  ) throws -> FilePath {
    let (home, place) = try freePlace(for: wish.name)
    let folder = try PullFolder(for: wish.name, in: home)
    var memory = try DigestMemory(in: home)
    folder.keepOnly(Set(wish.files.map(\.name)))

    var downloader = try Downloader(settings)
    var files: [ModelManifest.File] = []
    var trusted: [String: SHA256Digest] = [:]
    var done: Int64 = 0
    for file in wish.files {
      let known = file.digest ?? (trustsNew ? nil : memory.digest(of: file.identity))
      let target = folder.path.appending(file.name)
      try folder.makeFolder(for: target)
      let rest = wish.files.dropFirst(files.count + 1).reduce(0) { $0 + ($1.bytes ?? 0) }
      let start = done
      let fetched = try Self.fetch(
        DownloadWish(file.address, to: target, bytes: file.bytes, digest: known), &downloader,
        hadDigest: file.digest != nil, cancellation
      ) { bytes, total in
        onProgress(
          PullProgress(
            file: file.name, done: start + bytes,
            total: start + (total ?? file.bytes ?? bytes) + rest))
      }
      done += fetched.bytes
      files.append(
        ModelManifest.File(name: file.name, bytes: fetched.bytes, sha256: fetched.digest.hex))
      if file.digest == nil { trusted[file.identity] = fetched.digest }
    }
    let found = try check(folder.path)
    try write(files, found, wish, in: folder.path)
    if !trusted.isEmpty { try memory.remember(trusted) }
    try folder.settle(at: place)
    return place
  }

  /// Fetches a file unless it is there with the bytes that it must have.
  private static func fetch(
    _ wish: DownloadWish, _ downloader: inout Downloader, hadDigest: Bool,
    _ cancellation: CancellationToken, onProgress: @escaping (Int64, Int64?) -> Void
  ) throws -> (bytes: Int64, digest: SHA256Digest) {
    if let wanted = wish.digest, FolderEntries.isFile(wish.place),
      try ContentDigest.sha256(ofFile: wish.place, cancellation: cancellation) == wanted
    {
      let bytes = FolderEntries.size(of: wish.place)
      onProgress(bytes, bytes)
      return (bytes, wanted)
    }
    do {
      let file = try downloader.fetch(wish, cancellation: cancellation) {
        onProgress($0.done, $0.total)
      }
      return (file.bytes, file.digest)
    } catch var fault as Fault where fault.code == "transfer.digest" && !hadDigest {
      fault.remedy =
        "It was thrown away. It is not what it was at an earlier pull. If you expect a new version, "
        + "add --trust-new."
      throw fault
    }
  }

  private func write(
    _ files: [ModelManifest.File], _ found: (towers: [ModelTower], logits: LogitLine?),
    _ wish: ModelPull, in folder: FilePath
  ) throws(Fault) {
    var manifest = ModelManifest(files: files, towers: found.towers, below: folder)
    manifest.logits = found.logits
    manifest.source = wish.source
    try manifest.write(in: folder)
  }

  /// Reads the list of files that somebody serves beside a model.
  ///
  /// - Parameter name: what the model is to be called; by default as its address ends.
  /// - Throws: `model.list` when it cannot be understood; what ``Transfers/Downloader`` throws.
  package func pull(
    listedAt address: TransferAddress, as name: String? = nil, settings: TransferSettings,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> ModelPull {
    guard let home else { throw Self.noHome }
    try PullFolder.make(home)
    let suffix = "/" + ModelManifest.fileName
    let folder =
      address.text.hasSuffix(suffix)
      ? try TransferAddress(String(address.text.dropLast(suffix.count))) : address
    let place = home.appending(".\(SHA256Digest.ofText(folder.text).hex.prefix(16)).list.json")
    defer { Self.remove(place) }
    var downloader = try Downloader(settings)
    do {
      _ = try downloader.fetch(
        DownloadWish(try folder.appending(ModelManifest.fileName), to: place, mostBytes: 1 << 20),
        cancellation: cancellation)
    } catch var fault as Fault where fault.code == "transfer.missing" {
      fault.remedy =
        "Give the address of a model's folder with its list of files, \(ModelManifest.fileName), or "
        + "the name of a model: semblance models list"
      throw fault
    }
    guard let manifest = try ModelManifest(at: place) else {
      throw Fault("model.list", .runtime, "there is no list of the model's files: \(folder.text)")
    }
    return try ModelPull(from: folder, manifest, as: name)
  }

  private static func remove(_ file: FilePath) {
    for name in [file.display, file.display + ".part", file.display + ".part.json"] {
      FolderEntries.removeFile(FilePath(name))
    }
  }
}

extension SHA256Digest {
  fileprivate static func ofText(_ text: String) -> SHA256Digest {
    Array(text.utf8).withUnsafeBytes { ContentDigest.sha256($0) }
  }
}
