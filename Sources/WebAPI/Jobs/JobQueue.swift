internal import Core
internal import Engine
internal import HTTPKit
internal import Synchronization

/// Jobs, one at a time on a thread of their own, in the order in which they came. Reads go on beside
/// them.
final class JobQueue: Sendable {
  private struct State {
    /// The oldest first.
    var jobs: [Job] = []
    var running: (id: ULID, cancellation: CancellationToken)?
    var isStopping = false
    /// When a running job was told of last.
    var told = ContinuousClock.now
  }

  /// Jobs that may wait, and jobs that are remembered.
  private static let (waitingLimit, keptLimit) = (100, 200)
  /// Progress is told no more often than this.
  private static let pace = Duration.milliseconds(100)

  private let state = Mutex(State())
  private let thread = BlockingPool(threads: 1, limit: 1_000)
  private let perform: @Sendable (JobWork, JobRun) throws -> Void
  private let ended: @Sendable (Job) -> Void
  let feed = JobFeed()

  /// - Parameters:
  ///   - ended: hears of every job that ran and is over.
  ///   - perform: does the work on the queue's thread; throws `Cancelled` when it was told to stop.
  init(
    ended: @escaping @Sendable (Job) -> Void = { _ in },
    _ perform: @escaping @Sendable (JobWork, JobRun) throws -> Void
  ) {
    self.ended = ended
    self.perform = perform
  }

  deinit { thread.stop() }

  // MARK: Asking

  /// The latest first.
  var all: [Job] { state.withLock { $0.jobs.reversed() } }

  func job(_ id: ULID) -> Job? { state.withLock { $0.jobs.first { $0.id == id } } }

  /// Whether nothing is taken any more.
  var isStopping: Bool { state.withLock(\.isStopping) }

  /// Whether nothing runs or waits.
  var isIdle: Bool { state.withLock { $0.jobs.allSatisfy(\.state.isOver) } }

  // MARK: Changing

  /// Queues work. The same work that waits already is not queued twice.
  ///
  /// - Throws: ``HTTPProblem`` 429 when too many wait, 503 when the server is stopping.
  @discardableResult
  func add(_ work: JobWork) throws(HTTPProblem) -> Job {
    var generator = SystemRandomNumberGenerator()
    let fresh = Job(
      id: ULID(milliseconds: UInt64(Timestamp.now.rawValue), using: &generator), work: work)
    let added = state.withLock { state -> Result<(Job, isNew: Bool), HTTPProblem> in
      if state.isStopping {
        return .failure(
          HTTPProblem(.serviceUnavailable, type: "stopping", detail: "The server is stopping."))
      }
      if let known = state.jobs.first(where: { $0.state == .queued && $0.work == work }) {
        return .success((known, false))
      }
      guard state.jobs.count(where: { $0.state == .queued }) < Self.waitingLimit else {
        return .failure(
          HTTPProblem(
            .tooManyRequests, type: "busy", detail: "Too many jobs wait already.",
            fields: ["Retry-After": "10"]))
      }
      state.jobs.append(fresh)
      if state.jobs.count > Self.keptLimit,
        let oldest = state.jobs.firstIndex(where: \.state.isOver)
      {
        state.jobs.remove(at: oldest)
      }
      return .success((fresh, true))
    }
    let (job, isNew) = try added.get()
    if isNew {
      feed.tell(job)
      Task { [thread] in try? await thread.run { [weak self] in self?.runNext() } }
    }
    return job
  }

  /// Stops a job, or takes it out of the queue; `nil` when there is none of that id. One that is over
  /// stays as it is.
  func cancel(_ id: ULID) -> Job? {
    let (job, isChanged) = state.withLock { state -> (Job?, Bool) in
      guard let place = state.jobs.firstIndex(where: { $0.id == id }) else { return (nil, false) }
      if state.running?.id == id { state.running?.cancellation.cancel() }
      guard state.jobs[place].state == .queued else { return (state.jobs[place], false) }
      state.jobs[place].state = .cancelled
      state.jobs[place].finished = .now
      return (state.jobs[place], true)
    }
    if let job, isChanged { feed.tell(job) }
    return job
  }

  /// Takes nothing more, parks what runs and waits, and ends the feed.
  ///
  /// - Returns: what was parked, when the running job has stopped.
  func stop() async -> [JobWork] {
    state.withLock { state in
      state.isStopping = true
      state.running?.cancellation.cancel()
      for place in state.jobs.indices where state.jobs[place].state == .queued {
        state.jobs[place].state = .parked
      }
    }
    while state.withLock({ $0.running != nil }) { try? await Task.sleep(for: .milliseconds(10)) }
    feed.close()
    return state.withLock { $0.jobs.filter { $0.state == .parked }.map(\.work) }
  }

  // MARK: Running

  private func runNext() {
    let cancellation = CancellationToken()
    let next = state.withLock { state -> Job? in
      guard !state.isStopping, let place = state.jobs.firstIndex(where: { $0.state == .queued })
      else { return nil }
      state.jobs[place].state = .running
      state.jobs[place].started = .now
      state.running = (state.jobs[place].id, cancellation)
      return state.jobs[place]
    }
    guard let job = next else { return }
    feed.tell(job)
    var ending = Job.State.done
    var message: String?
    do {
      try perform(
        job.work,
        JobRun(
          job: job.id, cancellation: cancellation,
          follow: { [weak self] in _ = try? self?.add($0) },
          update: { [weak self] in self?.update(job.id, $0) }))
      if cancellation.isCancelled { ending = .cancelled }
    } catch is Cancelled {
      ending = .cancelled
    } catch {
      ending = .failed
      message = (error as? Fault)?.description ?? "\(error)"
    }
    end(job.id, ending, message)
  }

  private func update(_ id: ULID, _ change: (inout Job) -> Void) {
    let told = state.withLock { state -> Job? in
      guard let place = state.jobs.firstIndex(where: { $0.id == id }) else { return nil }
      change(&state.jobs[place])
      guard state.told.duration(to: .now) >= Self.pace else { return nil }
      state.told = .now
      return state.jobs[place]
    }
    if let told { feed.tell(told) }
  }

  private func end(_ id: ULID, _ ending: Job.State, _ message: String?) {
    let job = state.withLock { state -> Job? in
      state.running = nil
      guard let place = state.jobs.firstIndex(where: { $0.id == id }) else { return nil }
      state.jobs[place].state = ending == .cancelled && state.isStopping ? .parked : ending
      state.jobs[place].finished = .now
      if let message { state.jobs[place].message = message }
      return state.jobs[place]
    }
    guard let job else { return }
    ended(job)
    feed.tell(job)
  }
}

/// What a job's work is given: when to stop, and where to tell how far it is.
struct JobRun: Sendable {
  let job: ULID
  let cancellation: CancellationToken
  /// Queues what is to come next.
  let follow: @Sendable (JobWork) -> Void
  let update: @Sendable ((inout Job) -> Void) -> Void
}
