import Core
import Engine
import Foundation
import HTTPKit
import Synchronization
import TestSupport
import Testing

@testable import WebAPI

/// The queue by itself, with work that fails as a test says.
@Suite struct JobQueueTests {
  private let folder: TemporaryFolder
  private static let full = Fault("disk.full", .runtime, "the disk is full")
  private static let wrong = Fault("usage.path", .user, "there is no such folder")

  init() throws { folder = try TemporaryFolder() }

  /// What was done, in order.
  private final class Log: Sendable {
    private let works = Mutex<[JobWork]>([])
    func add(_ work: JobWork) -> Int {
      works.withLock { works in
        works.append(work)
        return works.count
      }
    }
    var all: [JobWork] { works.withLock { $0 } }
  }

  private func queue(
    _ log: Log, _ body: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) -> JobQueue {
    var policy = RetryPolicy()
    policy.pause = .milliseconds(4)
    let path = folder.path
    return JobQueue(ledger: { try JobLedger(in: path) }, policy: policy) { work, _ in
      try body(log.add(work))
    }
  }

  private func atRest(_ queue: JobQueue) async throws {
    while !queue.isIdle { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test func whatTheMachineIsToBlameForIsTriedAgain() async throws {
    let log = Log()
    let queue = queue(log) { if $0 < 3 { throw Self.full } }
    let job = try queue.add(.anomalies)
    try await atRest(queue)
    let end = try #require(queue.job(job.id))
    #expect(end.state == .done && end.attempts == 3 && log.all.count == 3)
    #expect(try JobLedger(in: folder.path).all().map(\.state) == ["done"])
  }

  @Test func whatIsGivenUpIsKeptWithItsReason() async throws {
    let log = Log()
    let isMended = Atomic<Bool>(false)
    let queue = queue(log) { _ in if !isMended.load(ordering: .relaxed) { throw Self.full } }
    let job = try queue.add(.duplicates)
    try await atRest(queue)
    let end = try #require(queue.job(job.id))
    #expect(end.state == .failed && end.attempts == 5 && log.all.count == 5)
    #expect(end.message.contains("the disk is full"))
    isMended.store(true, ordering: .relaxed)
    #expect(queue.retry(job.id)?.state == .queued)
    try await atRest(queue)
    #expect(queue.job(job.id)?.state == .done && queue.job(job.id)?.attempts == 1)
    #expect(queue.retry(job.id)?.state == .done)
  }

  @Test func whatAPersonGaveWronglyIsNotTriedAgain() async throws {
    let log = Log()
    let queue = queue(log) { _ in throw Self.wrong }
    let job = try queue.add(.anomalies)
    try await atRest(queue)
    #expect(queue.job(job.id)?.state == .failed && log.all.count == 1)
  }

  @Test func theNextServerGoesOnWithWhatWasLeft() async throws {
    // As a server leaves it that is killed: nothing was parked.
    let ledger = try JobLedger(in: folder.path)
    var generator = SeededGenerator(seed: 1)
    func note(_ work: JobWork, _ state: String, attempts: Int) throws -> ULID {
      let id = ULID(milliseconds: UInt64(attempts) + 1, using: &generator)
      var record = JobRecord(id: id, kind: work.kind, target: work.target, state: state)
      record.attempts = attempts
      try ledger.put(record)
      return id
    }
    let path = FilePath(bytes: [0x2F, 0xFF, 0x61])
    let running = try note(.scan([path]), "running", attempts: 1)
    let waiting = try note(.duplicates, "queued", attempts: 0)
    let parked = try note(.scan(nil), "parked", attempts: 2)
    let deadly = try note(.anomalies, "running", attempts: 5)
    let over = try note(.sweep, "done", attempts: 3)
    let wish = try ClusterWish(
      ["filter": ["rating": ["gte": 3]], "method": "hdbscan", "limit": 7],
      [ImageID(rawValue: 3), ImageID(rawValue: 1)])
    let clusters = try note(.clusters(wish), "running", attempts: 1)
    let log = Log()
    let queue = queue(log)
    try queue.load()
    try await atRest(queue)
    #expect(Set(log.all) == [.scan([path]), .duplicates, .scan(nil), .clusters(wish)])
    for id in [running, waiting, parked, over, clusters] { #expect(queue.job(id)?.state == .done) }
    #expect(queue.job(deadly)?.state == .failed && queue.job(deadly)?.message.contains("5") == true)
  }

  /// What a server leaves that is killed while a job runs, told by what the next one makes of it.
  private func afterKills(
    _ kills: Int, _ progress: @escaping @Sendable (Int) -> JobProgress
  ) throws -> Job? {
    let ledger = try JobLedger(in: folder.path)
    for kill in 0..<kills {
      // Nothing runs there: a queue that has only loaded and begun, as far as the ledger shows.
      var records = try ledger.all()
      if records.isEmpty {
        var generator = SeededGenerator(seed: 3)
        records = [
          JobRecord(
            id: ULID(milliseconds: 1, using: &generator), kind: "scan",
            target: JobWork.scan(nil).target,
            state: "queued")
        ]
      }
      var record = records[0]
      guard record.state == "queued" else { break }
      (record.state, record.attempts) = ("running", record.attempts + 1)
      record.progress = progress(kill).rawValue
      try ledger.put(record)
      let path = folder.path
      let next = JobQueue(ledger: { try JobLedger(in: path) }) { _, _ in }
      try next.pause()
      try next.load()
    }
    return try ledger.all().first.flatMap(Job.init)
  }

  @Test func aJobThatGetsFurtherIsNotGivenUp() throws {
    // Twelve kills, each later: in the second phase, where the rest gets smaller.
    let job = try #require(
      try afterKills(12) { kill in
        kill < 4
          ? JobProgress(phase: 0, done: 100 * (kill + 1))
          : JobProgress(phase: 1, remaining: 900 - 50 * kill)
      })
    #expect(job.state == .queued && job.attempts == 1)
  }

  @Test func aJobThatNeverGetsPastAPictureIsGivenUp() throws {
    // The files are looked at by several threads: it does not end at the same one each time.
    let ends = [40, 41, 39, 41, 40, 38, 41, 40, 40, 40, 40, 40]
    let job = try #require(try afterKills(12) { JobProgress(phase: 0, done: ends[$0]) })
    #expect(job.state == .failed && job.message.contains("got no further"))
    // Files before were looked at; what comes later in another phase is further, however little.
    #expect(job.furthest == JobProgress(phase: 0, done: 41))
    #expect(JobProgress(phase: 0, done: 5_000) < JobProgress(phase: 1, remaining: 1_000_000))
    #expect(JobProgress(phase: 1, remaining: 6) < JobProgress(phase: 1, remaining: 5))
  }

  @Test func howFarARunningJobIsIsNoted() async throws {
    let path = folder.path
    let isNoted = Atomic<Bool>(false)
    let queue = JobQueue(ledger: { try JobLedger(in: path) }) { _, run in
      // As a scan tells it, until the ledger has it.
      for done in 1..<10_000 where !isNoted.load(ordering: .relaxed) {
        run.update { $0.progress = JobProgress(phase: 0, done: done) }
        let noted = try JobLedger(in: path).all()[0].progress
        if noted > 0 { isNoted.store(true, ordering: .relaxed) }
        usleep(2_000)
      }
    }
    try queue.add(.scan(nil))
    try await atRest(queue)
    let wasNoted = isNoted.load(ordering: .relaxed)
    #expect(wasNoted)
  }

  @Test func theImportantGoesFirstAndNothingWhilePaused() async throws {
    let log = Log()
    do {
      let queue = queue(log)
      try queue.pause()
      for work in [.compaction, .duplicates, .anomalies, .embeddings, .scan(nil)] as [JobWork] {
        try queue.add(work)
      }
      try await Task.sleep(for: .milliseconds(30))
      #expect(log.all.isEmpty && queue.isPaused)
    }
    let queue = queue(log)
    try queue.load()
    try await Task.sleep(for: .milliseconds(30))
    #expect(log.all.isEmpty && queue.isPaused && queue.all.count == 5)
    try queue.resume()
    try await atRest(queue)
    #expect(log.all == [.scan(nil), .embeddings, .duplicates, .anomalies, .compaction])
  }

  @Test(arguments: [(100_000, false), (121_000, true)])
  func nothingWaitsForEverBehindWhatKeepsComing(earlier: Int64, isFirst: Bool) async throws {
    let ledger = try JobLedger(in: folder.path)
    var generator = SeededGenerator(seed: 4)
    let now = Timestamp.now.rawValue
    for (work, time) in [(JobWork.duplicates, now - earlier), (.scan(nil), now)] {
      let id = ULID(milliseconds: UInt64(time), using: &generator)
      try ledger.put(JobRecord(id: id, kind: work.kind, target: work.target, state: "queued"))
    }
    let log = Log()
    let queue = queue(log)
    try queue.load()
    try await atRest(queue)
    #expect(log.all == (isFirst ? [.duplicates, .scan(nil)] : [.scan(nil), .duplicates]))
  }

  @Test func aFullQueueRefuses() throws {
    let queue = queue(Log())
    try queue.pause()
    for number in 0..<100 { try queue.add(.scan([FilePath("/\(number)")])) }
    #expect { try queue.add(.duplicates) } throws: { error in
      let problem = error as? HTTPProblem
      return problem?.status == .tooManyRequests && problem?.fields["Retry-After"] != nil
    }
    // The same as one that waits is no more than that one.
    try queue.add(.scan([FilePath("/7")]))
    #expect(queue.all.count == 100)
  }

  @Test func pausesGrowAndVary() {
    let policy = RetryPolicy()
    func seconds(_ attempts: Int, _ jitter: Double) -> Double? {
      policy.pause(after: attempts, Self.full, jitter: jitter).map { $0 / .seconds(1) }
    }
    #expect((1...5).map { seconds($0, 1) } == [5, 10, 20, 40, nil])
    #expect((1...5).map { seconds($0, 0) } == [2.5, 5, 10, 20, nil])
    #expect(policy.pause(after: 1, Self.wrong, jitter: 0) == nil)
    #expect(policy.pause(after: 1, CancellationError(), jitter: 0) == nil)
  }

  @Test func whatIsDueIsQueuedOnce() async throws {
    let log = Log()
    let queue = queue(log)
    let schedule = JobSchedule()
    let start = Timestamp(rawValue: 1_764_000_000_000)
    try queue.addDue(schedule, now: start)
    #expect(queue.all.isEmpty && queue.due.map(\.kind) == ["sweep", "anomalies", "compaction"])
    let later = Timestamp(rawValue: start.rawValue + 2 * 86_400_000)
    for _ in 0..<3 { try queue.addDue(schedule, now: later) }
    try await atRest(queue)
    #expect(Set(log.all) == [.sweep, .anomalies, .compaction] && log.all.count == 3)
    #expect(queue.due.allSatisfy { $0.next > later })
  }
}
