import CommandKit
import Core
import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `semblance index`.
enum IndexCommand {
  static let include = Option(
    repeating: "include", short: "i", .text.named("GLOB"), environment: "SEMBLANCE_INCLUDE",
    help: "Look only at files that match, or lie in a folder that matches.")
  static let exclude = Option(
    repeating: "exclude", short: "x", .text.named("GLOB"), environment: "SEMBLANCE_EXCLUDE",
    help: "Leave out files and folders that match; wins over --include.")
  static let hidden = Flag(
    "hidden", environment: "SEMBLANCE_HIDDEN",
    help: "Look at files and folders whose names begin with a dot as well.")
  static let followSymlinks = Flag(
    "follow-symlinks", environment: "SEMBLANCE_FOLLOW_SYMLINKS", help: "Follow symbolic links.")
  static let minimumSize = Option(
    "min-size", .byteCount(), default: 1, environment: "SEMBLANCE_MIN_SIZE",
    help: "Leave out smaller files.")
  static let maximumBytes = Option(
    "max-bytes", .byteCount(1...Int64.max), default: 1 << 30, environment: "SEMBLANCE_MAX_BYTES",
    help: "Report larger files as failed instead of reading them.")
  static let workers = Option(
    "workers", short: "j", .integer(1...1024), environment: "SEMBLANCE_WORKERS",
    defaultText: "one a processor", help: "How many threads read and decode.")
  static let retryFailed = Flag(
    "retry-failed", help: "Try files that failed before again, though they have not changed.")
  static let reread = Flag(
    "reread", help: "Read every file again, though size, time and inode say it is unchanged.")
  static let acceptEmptyRoots = Flag(
    "accept-empty-roots",
    help: "Believe that a folder is empty now; otherwise its disk is taken to be unplugged.")
  static let fullDecode = Flag(
    "full-decode", environment: "SEMBLANCE_FULL_DECODE",
    help:
      "Decode pictures at full size for the model, to the bit of its recipe, instead of to at least "
      + "twice what it looks at. Slower; the vectors differ little.")
  static let crops = Option(
    "crops", .integer(0...Library.mostCrops), environment: "SEMBLANCE_CROPS",
    defaultText: "as before, at first 0",
    help:
      "Also make vectors of the N most salient parts of every picture, by which search then finds "
      + "it too; remembered. 0 removes them.")
  static let watch = Flag(
    "watch", short: "w", environment: "SEMBLANCE_WATCH",
    help: "Go on watching the folders, and index what changes, until Ctrl-C.")
  static let quality = Flag(
    "quality", environment: "SEMBLANCE_QUALITY",
    help: "Measure the quality of every picture as well, from the same decode at full size.")
  static let archives = Flag(
    "archives", short: "a", environment: "SEMBLANCE_ARCHIVES",
    help:
      "Also look into archives (zip, 7z, rar, tar, 3MF): their pictures, models and files, for "
      + "visual-duplicates.")
  static let paths = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "the folders indexed before",
    help: "Folders, or single files.")

  static let command = Command(
    "index", abstract: "Look at every picture in folders and remember what it looks like.",
    discussion: """
      Folders are searched to their depth for JPEG, PNG, GIF, BMP, TIFF, WebP, HEIC, AVIF, JPEG XL and \
      raw files. What has not changed since the last time costs nothing; a file that was moved or \
      copied is recognised and not decoded again. Files that cannot be read are named at the end, and \
      the exit code is 2. Ctrl-C stops within a second; the next run goes on from there.

      Where the library uses a model (semblance models), every picture gets its vector from the same \
      decode; afterwards those are made that pictures indexed earlier lack.

      With --crops the model also looks at the parts of a picture that draw the eye, cut from the same \
      decode; --crops 4 takes about five times the model's time and the space of vectors.

      With --archives, archives are read in memory and never unpacked to the disk. Where one has no \
      picture, its largest models (STL, OBJ, PLY, 3MF) are drawn. What is encrypted, damaged or leads \
      outside is named and passed over.

      A file .semblanceignore in any folder says in gitignore syntax what to leave out below it.
      """,
    examples: [
      Example("semblance index ~/Pictures /mnt/photos", "Index two folders:"),
      Example("semblance index", "Bring all folders indexed before up to date:"),
      Example("semblance index ~/Pictures -x '*.png' -x cache", "Leave something out:"),
      Example("semblance index --watch ~/Pictures", "Keep the library up to date as files change:"),
    ],
    parameters: [
      include, exclude, hidden, followSymlinks, minimumSize, maximumBytes, workers, retryFailed,
      reread, acceptEmptyRoots, quality, fullDecode, crops, archives, watch, StandardOptions.json,
      paths,
    ],
    exclusive: [[StandardOptions.json, watch]]
  ) { invocation in
    let given = invocation[paths]
    try requireSomething(of: given)
    let (report, packed, failures) = try await invocation.withLibrary(creating: true) { library in
      var options = options(of: invocation)
      if invocation[quality] {
        options.assessor = try library.qualityAssessor(
          modelFolders: try invocation.modelShelf.folders)
      }
      if let crops = invocation[crops] {
        let removed = try library.useCrops(crops)
        if removed > 0 {
          invocation.console.note("Removed the vectors of \(CountText.text(removed, "part")).")
        }
        if crops > 0, try library.modelName() == nil {
          invocation.console.note("Parts get vectors once a model is used: semblance models use")
        }
      }
      options.model = try IndexVectors.model(of: library, for: invocation)
      let roots = try given.isEmpty ? knownRoots(of: library) : given
      let bar = ProgressBar("Indexing", on: invocation.console)
      defer { bar.remove() }
      if invocation[watch] {
        try IndexWatch(
          library: library, options: options, bar: bar, invocation: invocation,
          withArchives: invocation[archives]
        ).run(roots)
      }
      // A single file is taken for a picture, whatever its name; but not an archive that is asked for.
      let pictures = roots.filter { !invocation[archives] || !ArchiveFormat.isArchive($0) }
      let report = try library.index(
        pictures, options: options, cancellation: invocation.cancellation
      ) { event in
        if case .progress(let progress) = event { bar.update(progress.barCounts) }
      }
      var packed: ArchiveReport?
      if invocation[archives], !report.wasCancelled {
        bar.remove()
        packed = try indexArchives(roots, options, library, invocation)
      }
      return (report, packed, try library.failures().count)
    }
    try IndexSummary(report: report, archives: packed, knownFailures: failures)
      .show(on: invocation)
    let embedded =
      report.wasCancelled
      ? nil
      : try await IndexVectors.make(
        for: invocation, made: report.counts.embedded)
    if report.wasCancelled || embedded?.wasCancelled == true || packed?.wasCancelled == true {
      invocation.console.note("Stopped. The next index goes on from here.")
      return .interrupted
    }
    let failedArchives = packed.map { $0.issues.count + $0.stillFailed } ?? 0
    return .finished(
      unreadable: report.issueCount + report.counts.stillFailed + failedArchives)
  }

  private static func indexArchives(
    _ roots: [FilePath], _ options: IndexOptions, _ library: Library, _ invocation: Invocation
  ) throws -> ArchiveReport {
    let bar = ProgressBar("Archives", on: invocation.console)
    defer { bar.remove() }
    return try library.indexArchives(
      roots, options: options, cancellation: invocation.cancellation
    ) { report, total in
      bar.update(
        ProgressCounts(
          done: report.done, skipped: report.unchanged,
          failed: report.failed + report.stillFailed, total: total))
    }
  }

  private static func options(of invocation: Invocation) -> IndexOptions {
    var options = IndexOptions()
    options.scan.include = invocation[include]
    options.scan.exclude = invocation[exclude]
    options.scan.includesHidden = invocation[hidden]
    options.scan.followsSymlinks = invocation[followSymlinks]
    options.scan.minimumSize = invocation[minimumSize]
    options.maximumBytes = invocation[maximumBytes]
    if let workers = invocation[workers] { options.workers = workers }
    options.retriesFailed = invocation[retryFailed]
    options.rereadsUnchanged = invocation[reread]
    options.acceptsEmptyRoots = invocation[acceptEmptyRoots]
    return options
  }

  /// A line of which nothing exists is a mistake, not an index with an issue.
  static func requireSomething(of paths: [FilePath]) throws {
    guard let first = paths.first else { return }
    let exists = paths.contains { path in path.withCString { access($0, F_OK) } == 0 }
    if !exists { throw Fault.system(ENOENT, "find what to index", path: first) }
  }

  private static func knownRoots(of library: Library) throws -> [FilePath] {
    let roots = try library.reader.roots().map(\.path)
    guard roots.isEmpty else { return roots }
    throw Fault(
      "index.no-roots", .user, "no folder has been indexed yet",
      remedy: "Say which: semblance index FOLDER")
  }
}

extension IndexProgress {
  /// As the progress bar counts: the total is told once all folders have been listed.
  var barCounts: ProgressCounts {
    ProgressCounts(
      done: done, skipped: counts.unchanged, failed: counts.failed + counts.stillFailed,
      total: isScanning ? nil : counts.found)
  }
}
