internal import Core
internal import Engine

/// Does the work of jobs.
struct JobPerformer: Sendable {
  let library: Library
  let parts: ServerParts
  let vectors: VectorQueue
  let places: AdmittedPlaces
  let clusters: ClusterResults

  /// On a thread that does nothing else.
  func perform(_ work: JobWork, _ run: JobRun) throws {
    ThreadPriority.lower()
    defer { FreeMemory.giveBack() }
    try parts.turns.take(run.cancellation) {
      run.update { $0.message = "Waiting for its turn" }
    } _: {
      try perform(inTurn: work, run)
    }
  }

  private func perform(inTurn work: JobWork, _ run: JobRun) throws {
    switch work {
    case .scan(let paths): try scan(paths, run)
    case .duplicates: try duplicates(DuplicateSearch(), run)
    case .sweep:
      var search = DuplicateSearch()
      search.options.confirmation.method = .either
      try duplicates(search, run)
    case .embeddings:
      try embed(run)
      try library.readyDescriptors(cancellation: run.cancellation)
      run.update { $0.message = "Every picture has its vectors." }
    case .compaction:
      run.update { $0.message = "Tidying" }
      try library.tidy(cancellation: run.cancellation)
      run.update { $0.message = "Tidied." }
    case .anomalies:
      run.update { $0.message = "Comparing every picture with its nearest" }
      let look = try library.findAnomalies(cancellation: run.cancellation)
      run.update {
        $0.message = "\(look.unusualCount) of \(look.pictureCount) pictures are unusual."
      }
    case .clusters(let wish): try cluster(wish, run)
    }
  }

  // MARK: Scan

  private func scan(_ paths: [FilePath]?, _ run: JobRun) throws {
    let roots = places.scannable(try paths ?? library.reader.roots().map(\.path), library)
    run.update { $0.message = "Looking at files" }
    var options = IndexOptions()
    // One processor is left to those who ask meanwhile.
    options.workers = max(1, options.workers - 1)
    let report = try library.index(roots, options: options, cancellation: run.cancellation) {
      event in
      if case .progress(let progress) = event { run.update { $0.show(progress) } }
    }
    run.update { $0.show(report) }
    try run.cancellation.check()
    try embed(run)
    try library.readyDescriptors(cancellation: run.cancellation)
    run.update { $0.message = Self.summary(report.counts) }
    let counts = report.counts
    let isChanged = counts.indexed + counts.linked + counts.moved + counts.missing > 0
    if try isChanged || library.reader.lastDuplicateRun() == nil { run.follow(.duplicates) }
    if isChanged { run.follow(.anomalies) }
  }

  private func embed(_ run: JobRun) throws {
    guard let model = try parts.models.model(of: library) else { return vectors.set(nil) }
    vectors.set(try library.lackingVectors(of: model))
    run.update { $0.message = "Looking at what pictures show" }
    var (told, settled) = (0, 0)
    let counts = try library.embed(
      with: model, workers: max(1, IndexOptions().workers - 1), cancellation: run.cancellation
    ) { counts in
      parts.metrics.embedded(counts.embedded - told)
      vectors.settle(counts.settled - settled)
      (told, settled) = (counts.embedded, counts.settled)
      run.update { job in
        job.done = counts.settled
        job.total = counts.total
        job.progress = JobProgress(phase: 1, remaining: counts.total - counts.settled)
      }
    }
    parts.metrics.embedded(counts.embedded - told)
    vectors.settle(counts.settled - settled)
    if counts.wasCancelled { throw Cancelled() }
  }

  private static func summary(_ counts: IndexCounts) -> String {
    let parts = [
      (counts.indexed, "indexed"), (counts.linked, "copies"), (counts.moved, "moved"),
      (counts.missing, "gone"), (counts.failed + counts.stillFailed, "failed"),
      (counts.unchanged, "unchanged"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "No pictures found." : parts.joined(separator: ", ") + "."
  }

  // MARK: Clusters

  private func cluster(_ wish: ClusterWish, _ run: JobRun) throws {
    let pictures = try library.selected(wish.selection)
    run.update { $0.message = "Comparing \(pictures.images.count) pictures" }
    let answer = try ClusterAnswer(
      pictures, wish.method, in: library, cancellation: run.cancellation)
    clusters.keep(answer, of: run.job)
    run.update {
      $0.message = "\(answer.clusters.count) clusters of \(answer.pictureCount) pictures."
    }
  }

  // MARK: Duplicates

  private func duplicates(_ search: DuplicateSearch, _ run: JobRun) throws {
    let listing = try library.findDuplicates(search, cancellation: run.cancellation) { step in
      run.update { job in
        switch step {
        case .searching(let pictures):
          job.message = "Looking for candidates among \(pictures) pictures"
        case .comparing(let done, let total):
          (job.done, job.total, job.message) = (done, total, "Comparing candidates")
          job.progress = JobProgress(phase: 0, remaining: total - done)
        case .grouping: job.message = "Making groups"
        }
      }
    }
    run.update {
      $0.message = "\(listing.groups.count) groups with \(listing.duplicateCount) copies."
    }
  }
}

extension Job {
  fileprivate mutating func show(_ progress: IndexProgress) {
    done = progress.done
    self.progress = JobProgress(phase: 0, done: done)
    total = progress.isScanning ? nil : progress.counts.found
    failed = progress.counts.failed + progress.counts.stillFailed
    rate = progress.rate
  }

  fileprivate mutating func show(_ report: IndexReport) {
    done = report.counts.found
    total = report.counts.found
    failed = report.counts.failed + report.counts.stillFailed
    failures = report.issues.prefix(Job.failureLimit).map { fault in
      Failure(path: fault.path ?? FilePath(""), reason: fault.message)
    }
  }
}
