package import Core
internal import Files

/// Goes once through an archive and the archives within it, in memory only, and lends the bytes of
/// entries to a visitor.
///
/// Nothing is ever written to the disk, and names are text, not places: whatever they say, nothing
/// outside is touched. What is refused is told in ``ArchiveContents/issues``.
package struct ArchiveWalk<Visitor: ArchiveVisitor> {
  package var visitor: Visitor
  private let limits: ArchiveLimits
  private let cancellation: CancellationToken?
  private var contents: ArchiveContents
  private var budget: ArchiveBudget

  package init(
    _ visitor: Visitor, limits: ArchiveLimits = .standard, cancellation: CancellationToken? = nil
  ) {
    self.visitor = visitor
    self.limits = limits
    self.cancellation = cancellation
    contents = ArchiveContents(format: .zip)
    budget = ArchiveBudget(limits, packedBytes: 0)
  }

  /// Reads an archive from a file. Blocks.
  ///
  /// Of a zip file only what the visitor wants is unpacked; of others everything, since only then
  /// are the sums known.
  ///
  /// - Throws: what opening a file throws; `archive.damaged`, `archive.encrypted` (its list of
  ///   files too), `archive.unknown`, `archive.bomb`, `archive.too-large`,
  ///   `archive.too-many-entries`, `archive.too-slow`; `file.changed`; ``Cancelled`` is a fault here
  ///   of the code `archive.cancelled`.
  package mutating func run(_ path: FilePath) throws(Fault) -> ArchiveContents {
    let file = try OpenFile(reading: path, followsSymlinks: true)
    let identity = try file.identity(path)
    start(identity.size)
    do throws(Fault) {
      let directory = ZipDirectory(size: identity.size) { file.bytes(at: $0, count: $1) }
      var handle = try ArchiveHandle(descriptor: file.descriptor)
      contents.format = try walk(&handle, directory, Level())
    } catch {
      var fault = error
      fault.path = path
      throw fault
    }
    guard try file.identity(path) == identity else { throw OpenFile.changed(path) }
    return contents
  }

  /// Reads an archive in memory, as ``run(_:)``.
  package mutating func run(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> ArchiveContents {
    start(Int64(bytes.count))
    contents.format = try walk(bytes, Level())
    return contents
  }

  private mutating func start(_ packedBytes: Int64) {
    contents = ArchiveContents(format: .zip)
    budget = ArchiveBudget(limits, packedBytes: packedBytes)
  }

  /// Where a walk is: the names of the archives around, and whether the innermost is a 3D project.
  private struct Level {
    var prefix = ""
    var depth = 0
    var isProject = false
  }

  private mutating func walk(
    _ bytes: UnsafeRawBufferPointer, _ level: Level
  ) throws(Fault) -> ArchiveFormat {
    let directory = ZipDirectory(size: Int64(bytes.count)) { start, count in
      Array(bytes[Int(start)..<Int(start) + count])
    }
    var handle = try ArchiveHandle(bytes)
    return try walk(&handle, directory, level)
  }

  private mutating func walk(
    _ handle: inout ArchiveHandle, _ directory: ZipDirectory?, _ level: Level
  ) throws(Fault) -> ArchiveFormat {
    var position = 0
    var names: Set<[UInt8]> = []
    while true {
      try check()
      switch try handle.next() {
      case .end:
        guard let format = handle.format else { throw .notAnArchive("it has no entries") }
        return format
      case .badEntry(let words):
        try budget.addEntry()
        contents.add(
          .entry(
            "archive.entry-damaged", "\(level.prefix)entry \(position + 1)",
            "cannot be read", words: words))
      case .entry(let entry):
        try budget.addEntry()
        var known: UInt32?
        if handle.format == .zip, let directory, position < directory.entries.count,
          directory.entries[position].name == entry.name
        {
          known = directory.entries[position].crc
        }
        if let file = admit(entry, known, &names, level) {
          try read(file, level, &handle)
        }
      }
      position += 1
    }
  }

  /// What of an entry is to be looked at; `nil` for folders and for what is refused.
  private mutating func admit(
    _ entry: StoredEntry, _ crc: UInt32?, _ names: inout Set<[UInt8]>, _ level: Level
  ) -> ArchivedFile? {
    let text = EntryName.text(of: entry.name)
    let name = level.prefix + text
    func refuse(_ code: Fault.Code, _ message: String) -> ArchivedFile? {
      contents.add(.entry(code, name, message))
      return nil
    }
    if let danger = EntryName.danger(of: entry.name) {
      switch danger {
      case .empty: return refuse("archive.unsafe-name", "an entry has no name; it is passed over")
      case .absolute:
        return refuse(
          "archive.unsafe-name", "the name begins at the root of the disk; it is passed over")
      case .leadsOutside:
        return refuse(
          "archive.unsafe-name", "the name leads out of the archive; it is passed over")
      }
    }
    switch entry.kind {
    case .folder: return nil
    case .link: return refuse("archive.link", "is a link, which is never followed")
    case .special: return refuse("archive.special", "is a device or a pipe; it is passed over")
    case .file: break
    }
    // Zip and 7z may store a folder as an empty file of a name that ends so.
    if entry.name.last == UInt8(ascii: "/") { return nil }
    guard names.insert(entry.name).inserted else {
      return refuse(
        "archive.duplicate-name", "the name occurs twice; only the first is looked at")
    }
    var file = ArchivedFile(
      name: name, kind: EntryKind(name: text, isInProject: level.isProject),
      size: entry.size ?? 0, crc: crc, depth: level.depth)
    if entry.isEncrypted {
      file.crc = nil
      contents.files.append(file)
      return refuse("archive.entry-encrypted", "is encrypted; it is listed and not read")
    }
    return file
  }

  private mutating func read(
    _ file: ArchivedFile, _ level: Level, _ handle: inout ArchiveHandle
  ) throws(Fault) {
    if file.kind == .archive { return try readArchive(file, level, &handle) }
    let isWanted = visitor.begin(file)
    // What is skipped in a zip file is not unpacked.
    guard isWanted || file.crc == nil else { return contents.files.append(file) }
    var taking = EntryTaking(isWanted: isWanted, knownCRC: file.crc)
    let ending = try handle.read { bytes throws(Fault) in
      try check()
      try budget.add(bytes.count, entryBytes: taking.count)
      return taking.add(bytes, to: &visitor)
    }
    finish(file, taking, ending)
  }

  private mutating func finish(
    _ file: ArchivedFile, _ taking: EntryTaking, _ ending: ArchiveHandle.Reading
  ) {
    var file = file
    var trouble = taking.trouble
    var words: String?
    switch ending {
    case .badEntry(let said): words = said
    case .done where taking.isDamaged: words = "its check sum is wrong"
    case .stopped: break
    case .done:
      file.size = taking.count
      file.crc = taking.sum.value
      if taking.isWanted, trouble == nil {
        do throws(Fault) { try visitor.end(file) } catch { trouble = error }
      }
    }
    if let words {
      if taking.isWanted { visitor.drop() }
      file.crc = nil
      contents.add(.entry("archive.entry-damaged", file.name, "cannot be read", words: words))
    }
    contents.files.append(file)
    if let trouble { report(trouble, file) }
  }

  private mutating func report(_ trouble: Fault, _ file: ArchivedFile) {
    var fault = trouble
    fault.message = "\(file.name): \(fault.message)"
    contents.add(fault)
  }

  private mutating func readArchive(
    _ file: ArchivedFile, _ level: Level, _ handle: inout ArchiveHandle
  ) throws(Fault) {
    var file = file
    var bytes: [UInt8] = []
    let isDeep = level.depth >= limits.maximumDepth
    var isLarge = file.size > limits.maximumNestedBytes
    var sum = CRC32()
    var count: Int64 = 0
    // Of one that is not entered, only the sum is wanted.
    if isDeep || isLarge, file.crc != nil {
      contents.files.append(file)
    } else {
      let ending = try handle.read { piece throws(Fault) in
        try check()
        try budget.add(piece.count, entryBytes: count)
        count += Int64(piece.count)
        sum.add(piece)
        isLarge = isLarge || count > limits.maximumNestedBytes
        if isLarge || isDeep { bytes = [] } else { bytes += piece }
        return true
      }
      file.size = count
      if case .badEntry(let words) = ending {
        contents.files.append(file)
        return contents.add(
          .entry("archive.entry-damaged", file.name, "cannot be read", words: words))
      }
      file.crc = sum.value
      contents.files.append(file)
    }
    if isDeep || isLarge {
      return contents.add(
        isDeep
          ? .entry("archive.too-deep", file.name, "lies too deep; it is listed and not entered")
          : .entry("archive.too-large", file.name, "is too large to be entered; it is listed"))
    }
    try enter(file, bytes, level)
  }

  /// A nested archive that cannot be read is an issue; limits of the whole end the walk.
  private mutating func enter(
    _ file: ArchivedFile, _ bytes: [UInt8], _ level: Level
  ) throws(Fault) {
    let isProject = file.name.lowercased().hasSuffix(".3mf")
    let inner = Level(prefix: file.name + "/", depth: level.depth + 1, isProject: isProject)
    do throws(Fault) {
      _ = try Self.borrowing(bytes) { bytes throws(Fault) in try walk(bytes, inner) }
    } catch {
      let own: Set<Fault.Code> = ["archive.damaged", "archive.encrypted", "archive.unknown"]
      guard own.contains(error.code) else { throw error }
      report(error, file)
    }
  }

  /// `withUnsafeBytes` with the thrown type kept.
  private static func borrowing<Result>(
    _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    let result = bytes.withUnsafeBytes { buffer -> Swift.Result<Result, Fault> in
      do throws(Fault) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private func check() throws(Fault) {
    if cancellation?.isCancelled == true {
      throw Fault("archive.cancelled", .user, "was not read to its end")
    }
    try budget.checkTime()
  }
}
