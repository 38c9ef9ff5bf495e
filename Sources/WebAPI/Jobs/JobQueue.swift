internal import Core
internal import Engine
internal import HTTPKit
internal import Synchronization

/// Jobs, one at a time on a thread of their own: by their priority and by how long they have waited.
/// Reads go on beside them. What a job has come to is in the ledger before anybody hears of it, so that
/// the next server goes on with what this one left, however it ended.
final class JobQueue: Sendable {
  private struct State {
    /// The oldest first.
    var jobs: [Job] = []
    var running: (id: ULID, cancellation: CancellationToken)?
    var isStopping = false
    var isPaused = false
    /// As it was when it was looked at last.
    var due: [DueWork] = []
    /// When a running job was told of last, and how far it is was noted last.
    var told = ContinuousClock.now
    var noted = ContinuousClock.now
    var ledger: JobLedger?
  }

  /// Jobs that may wait, and jobs that are remembered.
  private static let (waitingLimit, keptLimit) = (100, 200)
  /// Progress is told, and noted, no more often than this.
  private static let pace = Duration.milliseconds(100)
  private static let notingPace = Duration.milliseconds(500)
  private static let pauseName = "paused"

  private let state = Mutex(State())
  private let thread = BlockingPool(threads: 1, limit: 1_000)
  private let openLedger: @Sendable () throws -> JobLedger
  private let policy: RetryPolicy
  private let perform: @Sendable (JobWork, JobRun) throws -> Void
  private let ended: @Sendable (Job) -> Void
  let feed = JobFeed()

  /// - Parameters:
  ///   - ledger: opens the ledger, at the first job.
  ///   - ended: hears of every job that ran and is over.
  ///   - perform: does the work on the queue's thread; throws `Cancelled` when it was told to stop.
  init(
    ledger: @escaping @Sendable () throws -> JobLedger, policy: RetryPolicy = RetryPolicy(),
    ended: @escaping @Sendable (Job) -> Void = { _ in },
    _ perform: @escaping @Sendable (JobWork, JobRun) throws -> Void
  ) {
    openLedger = ledger
    self.policy = policy
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

  /// Whether nothing new is begun for now.
  var isPaused: Bool { state.withLock(\.isPaused) }

  /// What comes by the schedule, and when.
  var due: [DueWork] { state.withLock(\.due) }

  /// Whether nothing runs or waits.
  var isIdle: Bool { state.withLock { $0.jobs.allSatisfy(\.state.isOver) } }

  /// Whether nothing runs, or will without being asked again: what waits while all pause is noted.
  var isResting: Bool {
    state.withLock { state in
      state.isPaused ? state.running == nil : state.jobs.allSatisfy(\.state.isOver)
    }
  }

  // MARK: Changing

  /// Goes on with what an earlier server left. A job during which servers ended again and again, and
  /// that got no further, is not begun anew.
  ///
  /// - Throws: a fault when the ledger cannot be read.
  func load() throws {
    try state.withLock { state in
      let ledger = try self.ledger(&state)
      state.isPaused = try ledger.number(Self.pauseName) == 1
      var known = try ledger.all().compactMap(Job.init)
      for place in known.indices where !known[place].state.isOver || known[place].state == .parked {
        known[place].countProgress()
        if known[place].state == .running, known[place].attempts >= policy.most {
          known[place].state = .failed
          known[place].finished = .now
          known[place].message =
            "The server ended \(known[place].attempts) times while it ran and got no further."
        } else {
          known[place].state = .queued
        }
        try ledger.put(known[place].record)
      }
      let there = Set(state.jobs.map(\.id))
      state.jobs = known.filter { !there.contains($0.id) } + state.jobs
    }
    wake()
    for job in all where job.state == .queued { wakeWhenDue(job) }
  }

  /// Queues work. The same work that waits already is not queued twice.
  ///
  /// - Throws: ``HTTPProblem`` 429 when too many wait, 503 when the server is stopping, 507 when the
  ///   disk is full.
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
      do {
        try ledger(&state).put(fresh.record)
      } catch {
        return .failure(
          HTTPProblem(error as? Fault ?? Fault("jobs.ledger", .runtime, "the job cannot be noted")))
      }
      state.jobs.append(fresh)
      forgetTheOldest(&state)
      return .success((fresh, true))
    }
    let (job, isNew) = try added.get()
    if isNew {
      feed.tell(job)
      wake()
    }
    return job
  }

  private func forgetTheOldest(_ state: inout State) {
    guard state.jobs.count > Self.keptLimit,
      let oldest = state.jobs.firstIndex(where: \.state.isOver)
    else { return }
    try? state.ledger?.remove(state.jobs.remove(at: oldest).id)
  }

  /// Stops a job, or takes it out of the queue; `nil` when there is none of that id. One that is over
  /// stays as it is.
  func cancel(_ id: ULID) -> Job? {
    change(id) { job, state in
      if state.running?.id == id { state.running?.cancellation.cancel() }
      guard job.state == .queued else { return false }
      (job.state, job.finished) = (.cancelled, .now)
      return true
    }
  }

  /// Queues a job again that failed or was stopped; `nil` when there is none of that id. Any other
  /// stays as it is.
  func retry(_ id: ULID) -> Job? {
    let job = change(id) { job, _ in
      guard job.state == .failed || job.state == .cancelled else { return false }
      job = Job(id: job.id, work: job.work)
      return true
    }
    if job?.state == .queued { wake() }
    return job
  }

  /// Begins nothing new until ``resume()``, also after a restart. What runs goes on.
  ///
  /// - Throws: a fault when the ledger cannot be written.
  func pause() throws { try set(isPaused: true) }

  func resume() throws {
    try set(isPaused: false)
    wake()
  }

  private func set(isPaused: Bool) throws {
    try state.withLock { state in
      try ledger(&state).set(Self.pauseName, to: isPaused ? 1 : 0)
      state.isPaused = isPaused
    }
  }

  /// Adds what is due by a schedule, and notes when it is due next.
  func addDue(_ schedule: JobSchedule, now: Timestamp) throws {
    let due = try state.withLock { state in
      let ledger = try self.ledger(&state)
      var known: [String: Timestamp] = [:]
      for entry in schedule.entries {
        known[entry.name] = try ledger.number(entry.name).map(Timestamp.init(rawValue:))
      }
      let (work, next) = schedule.due(known: known, now: now)
      for (name, time) in next where known[name] != time {
        try ledger.set(name, to: time.rawValue)
      }
      state.due = schedule.entries.compactMap { entry in
        next[entry.name].map { DueWork(kind: entry.work.kind, times: entry.time.text, next: $0) }
      }
      return work
    }
    for work in due { try add(work) }
  }

  /// Takes nothing more, parks what runs and waits, and ends the feed; returns when the running job
  /// has stopped.
  func stop() async {
    state.withLock { state in
      state.isStopping = true
      state.running?.cancellation.cancel()
      for place in state.jobs.indices where state.jobs[place].state == .queued {
        state.jobs[place].state = .parked
        try? state.ledger?.put(state.jobs[place].record)
      }
    }
    while state.withLock({ $0.running != nil }) { try? await Task.sleep(for: .milliseconds(10)) }
    feed.close()
  }

  // MARK: Running

  /// Lets the thread look for what may begin.
  private func wake() {
    Task { [thread] in
      try? await thread.run { [weak self] in while self?.runNext() == true {} }
    }
  }

  private func wakeWhenDue(_ job: Job) {
    guard let time = job.notBefore else { return }
    let pause = max(0, time.rawValue - Timestamp.now.rawValue) + 1
    Task { [weak self] in
      try? await Task.sleep(for: .milliseconds(pause))
      self?.wake()
    }
  }

  /// - Returns: false when nothing may begin now.
  private func runNext() -> Bool {
    let cancellation = CancellationToken()
    let next = state.withLock { state -> Job? in
      let now = Timestamp.now
      guard !state.isStopping, !state.isPaused, state.running == nil else { return nil }
      let due = state.jobs.indices.filter {
        state.jobs[$0].state == .queued && (state.jobs[$0].notBefore ?? now) <= now
      }
      guard let place = due.min(by: { state.jobs[$0].turn < state.jobs[$1].turn })
      else { return nil }
      state.jobs[place].state = .running
      state.jobs[place].attempts += 1
      (state.jobs[place].started, state.jobs[place].finished) = (now, nil)
      state.jobs[place].notBefore = nil
      state.jobs[place].progress = .none
      state.running = (state.jobs[place].id, cancellation)
      try? state.ledger?.put(state.jobs[place].record)
      return state.jobs[place]
    }
    guard let job = next else { return false }
    feed.tell(job)
    let run = JobRun(
      job: job.id, cancellation: cancellation,
      follow: { [weak self] in _ = try? self?.add($0) },
      update: { [weak self] in self?.update(job.id, $0) })
    do {
      try perform(job.work, run)
      end(job.id, cancellation.isCancelled ? .cancelled : .done)
    } catch is Cancelled {
      end(job.id, .cancelled)
    } catch {
      fail(job, error)
    }
    return true
  }

  private func fail(_ job: Job, _ error: any Error) {
    let words = (error as? Fault)?.description ?? "\(error)"
    let pause = policy.pause(after: job.attempts, error, jitter: .random(in: 0...1))
    guard let pause else { return end(job.id, .failed, words) }
    let milliseconds = Int64(pause / .milliseconds(1))
    end(job.id, .queued, words, again: Timestamp(rawValue: Timestamp.now.rawValue + milliseconds))
    if let job = self.job(job.id) { wakeWhenDue(job) }
  }

  private func update(_ id: ULID, _ change: (inout Job) -> Void) {
    let told = state.withLock { state -> Job? in
      guard let place = state.jobs.firstIndex(where: { $0.id == id }) else { return nil }
      let before = state.jobs[place].progress
      change(&state.jobs[place])
      note(state.jobs[place], since: before, &state)
      guard state.told.duration(to: .now) >= Self.pace else { return nil }
      state.told = .now
      return state.jobs[place]
    }
    if let told { feed.tell(told) }
  }

  /// Notes how far a running job is, for the next server.
  private func note(_ job: Job, since before: JobProgress, _ state: inout State) {
    guard job.progress > before, state.noted.duration(to: .now) >= Self.notingPace else { return }
    state.noted = .now
    try? state.ledger?.put(job.record)
  }

  private func end(
    _ id: ULID, _ ending: Job.State, _ message: String? = nil, again: Timestamp? = nil
  ) {
    let job = change(id) { job, state in
      state.running = nil
      let isParked = state.isStopping && (ending == .cancelled || ending == .queued)
      job.state = isParked ? .parked : ending
      // Parking is nobody's failure.
      if isParked { job.attempts -= 1 }
      (job.finished, job.notBefore) = (ending == .queued ? nil : .now, again)
      if let message { job.message = message }
      return true
    }
    if let job { ended(job) }
  }

  /// Changes a job in the list and in the ledger, and tells of it.
  ///
  /// - Parameter body: returns whether it changed anything.
  @discardableResult
  private func change(_ id: ULID, _ body: (inout Job, inout State) -> Bool) -> Job? {
    let (job, isChanged) = state.withLock { state -> (Job?, Bool) in
      guard let place = state.jobs.firstIndex(where: { $0.id == id }) else { return (nil, false) }
      var job = state.jobs[place]
      let isChanged = body(&job, &state)
      state.jobs[place] = job
      // On a full disk the ledger has what was before: the job would be begun again, not lost.
      if isChanged { try? state.ledger?.put(job.record) }
      return (job, isChanged)
    }
    if let job, isChanged { feed.tell(job) }
    return job
  }

  private func ledger(_ state: inout State) throws -> JobLedger {
    if let ledger = state.ledger { return ledger }
    let ledger = try openLedger()
    state.ledger = ledger
    return ledger
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
