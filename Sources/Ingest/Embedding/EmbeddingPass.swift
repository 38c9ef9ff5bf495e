package import Catalogue
package import Core
internal import Decoding
internal import Synchronization

/// Makes the vectors that pictures of a catalogue lack in a space: of pictures that were indexed before
/// the model was chosen, or that failed before.
///
/// As many threads as processors decode pictures and run the model; the caller's thread commits what
/// they give with its signals. What was committed stays, however the process ends: the next pass
/// repeats at most the batches that were under way. A picture that cannot be read is recorded with
/// its reason and does not hold up its batch.
package struct EmbeddingPass {
  private let catalogue: Catalogue
  private let owner: Owner
  private let model: PictureModel
  package var workers: Int
  package var retriesFailed = false

  package init(
    catalogue: Catalogue, owner: Owner, model: PictureModel,
    workers: Int = IndexOptions().workers
  ) {
    self.catalogue = catalogue
    self.owner = owner
    self.model = model
    self.workers = workers
  }

  /// Parts of a picture that get a vector.
  package var crops: Int { model.crops }

  /// Pictures with a present file that have no vector yet, or none of their parts where these are wanted.
  package func pending() throws -> [ImageID] {
    let reader = catalogue.reader(owner: owner)
    var lacking = try reader.imagesLacking(
      model.signal, version: PictureModel.version, includingFailed: retriesFailed)
    if model.crops > 0 {
      lacking.formUnion(
        try reader.imagesLacking(
          model.cropsSignal, version: model.cropsVersion, includingFailed: retriesFailed))
    }
    let present = try reader.presentRows()
    return lacking.filter { present.contains($0.rawValue) }.sorted()
  }

  /// Makes all vectors that are lacking. Blocks.
  ///
  /// - Throws: a fault of the model, which ends the pass; faults of the catalogue.
  package func run(
    cancellation: CancellationToken = CancellationToken(),
    onProgress: (EmbeddingCounts) -> Void = { _ in }
  ) throws -> EmbeddingCounts {
    let pending = try pending()
    var counts = EmbeddingCounts(total: pending.count)
    if pending.isEmpty { return counts }
    let outcomes = BoundedQueue<Result<[Outcome], Fault>>(capacity: 2 * workers)
    let worker = Worker(
      images: ImageList(pending), reader: catalogue.reader(owner: owner),
      decoder: try PictureDecoder(), model: model, batch: DynamicBatch(model.model),
      outcomes: outcomes, cancellation: cancellation)
    var team = ThreadTeam()
    let running = Running(workers)
    for _ in 0..<workers {
      team.start {
        worker.run()
        if running.isLast() { outcomes.close() }
      }
    }
    defer { team.join() }
    do {
      while let results = outcomes.popAll(waiting: 1_000) {
        if results.isEmpty { continue }
        try commit(results, &counts)
        onProgress(counts)
      }
    } catch {
      worker.images.stop()
      outcomes.abandon()
      throw error
    }
    counts.wasCancelled = cancellation.isCancelled && counts.settled < pending.count
    return counts
  }

  /// Commits all that came before a fault of the model, and throws that.
  private func commit(
    _ results: [Result<[Outcome], Fault>], _ counts: inout EmbeddingCounts
  ) throws {
    var outcomes: [Outcome] = []
    var fault: Fault?
    for result in results {
      switch result {
      case .success(let batch): outcomes += batch
      case .failure(let failure): fault = fault ?? failure
      }
    }
    try catalogue.writer(owner: owner).transaction { transaction in
      for outcome in outcomes {
        switch outcome.what {
        case .vectors(let parts):
          try transaction.putEmbedding(
            PictureEmbedding(model.space, parts: parts), of: outcome.image)
          for record in model.records() { try transaction.putSignal(record, of: outcome.image) }
        case .failed(let fault):
          for record in model.records(fault) {
            try transaction.putSignal(record, of: outcome.image)
          }
        case .gone: break
        }
      }
    }
    for outcome in outcomes { counts.count(outcome.what) }
    if let fault { throw fault }
  }

  struct Outcome: Sendable {
    enum What: Sendable {
      case vectors([EmbeddedPart])
      case failed(Fault)
      /// Its files are not there now, or hold something else: the next index will tell.
      case gone
    }

    var image: ImageID
    var what: What
  }

  private final class Running: Sendable {
    private let count: Atomic<Int>
    init(_ running: Int) { count = Atomic(running) }
    func isLast() -> Bool { count.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
  }
}

/// How far a pass is.
package struct EmbeddingCounts: Sendable, Hashable {
  package var total: Int
  package var embedded = 0
  package var failed = 0
  package var gone = 0
  package var wasCancelled = false

  package var settled: Int { embedded + failed + gone }

  init(total: Int) { self.total = total }

  mutating func count(_ what: EmbeddingPass.Outcome.What) {
    switch what {
    case .vectors: embedded += 1
    case .failed: failed += 1
    case .gone: gone += 1
    }
  }
}
