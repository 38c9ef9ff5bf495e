package import Catalogue
package import Core
internal import Decoding
internal import Files
internal import Synchronization

/// Makes the vectors that pictures of a catalogue lack in a space.
///
/// As many threads as processors take batches, decode them and run the model; the caller's thread
/// commits each batch with its signals. What was committed stays, however the process ends: the next
/// pass repeats at most the batches that were under way. A picture that cannot be read is recorded
/// with its reason and does not hold up its batch.
package struct EmbeddingPass {
  private let catalogue: Catalogue
  private let owner: Owner
  private let model: any ImageEmbedding
  private let space: EmbeddingSpace
  /// The shorter side that a picture is decoded to at least, where the file has it.
  private let side: Int
  package var workers: Int
  package var retriesFailed = false

  /// Raised when pictures are decoded in another way.
  package static let version = 1

  package init(
    catalogue: Catalogue, owner: Owner, model: any ImageEmbedding, origin: SpaceOrigin, side: Int,
    workers: Int = IndexOptions().workers
  ) {
    self.catalogue = catalogue
    self.owner = owner
    self.model = model
    space = EmbeddingSpace(model.space, origin: origin)
    self.side = side
    self.workers = workers
  }

  /// Pictures with a present file that have no vector yet.
  package func pending() throws -> [ImageID] {
    let reader = catalogue.reader(owner: owner)
    let lacking = try reader.imagesLacking(
      .embedding(in: space.space), version: Self.version, includingFailed: retriesFailed)
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
    let work = BatchList(pending, size: model.preferredBatch)
    let outcomes = BoundedQueue<Result<[Outcome], Fault>>(capacity: 2 * workers)
    let decoder = try PictureDecoder()
    var team = ThreadTeam()
    let worker = Worker(
      reader: catalogue.reader(owner: owner), decoder: decoder, model: model, side: side)
    let running = Running(workers)
    for _ in 0..<workers {
      team.start {
        while !cancellation.isCancelled, let batch = work.next() {
          guard outcomes.push(worker.outcomes(of: batch)) else { break }
        }
        if running.isLast() { outcomes.close() }
      }
    }
    defer { team.join() }
    do {
      while let results = outcomes.popAll(waiting: 1_000) {
        for result in results { try commit(try result.get(), &counts) }
        if !results.isEmpty { onProgress(counts) }
      }
    } catch {
      work.stop()
      outcomes.abandon()
      throw error
    }
    counts.wasCancelled = cancellation.isCancelled && counts.settled < pending.count
    return counts
  }

  private func commit(_ outcomes: [Outcome], _ counts: inout EmbeddingCounts) throws {
    let signal = Signal.embedding(in: space.space)
    try catalogue.writer(owner: owner).transaction { transaction in
      for outcome in outcomes {
        switch outcome.what {
        case .vector(let vector):
          try transaction.putEmbedding(PictureEmbedding(space, vector), of: outcome.image)
          try transaction.putSignal(
            SignalRecord(signal, version: Self.version), of: outcome.image)
        case .failed(let fault):
          try transaction.putSignal(
            SignalRecord(signal, version: Self.version, state: .failed(reason: fault.description)),
            of: outcome.image)
        case .gone: break
        }
      }
    }
    for outcome in outcomes { counts.count(outcome.what) }
  }

  struct Outcome: Sendable {
    enum What: Sendable {
      case vector([Float])
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
    case .vector: embedded += 1
    case .failed: failed += 1
    case .gone: gone += 1
    }
  }
}

/// Images in batches, handed out to threads.
private final class BatchList: Sendable {
  private let images: [ImageID]
  private let size: Int
  private let place: Mutex<Int>

  init(_ images: [ImageID], size: Int) {
    self.images = images
    self.size = max(1, size)
    place = Mutex(0)
  }

  func next() -> ArraySlice<ImageID>? {
    place.withLock { place in
      guard place < images.count else { return nil }
      let end = min(place + size, images.count)
      defer { place = end }
      return images[place..<end]
    }
  }

  func stop() { place.withLock { $0 = images.count } }
}
