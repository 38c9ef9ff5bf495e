internal import Engine
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the libraries that a server answers for have in common: what is heavy, and holds nobody's
/// data.
final class ServerParts: Sendable {
  let metrics = Metrics()
  /// For calls that read and write catalogues.
  let pool: BlockingPool
  /// For calls that decode pictures: slow ones, which must not hold up the others.
  let decoders: BlockingPool
  let models: SearchModels
  let scanner: VirusScanner?
  let turns = JobTurns()
  /// Pictures of one library that may wait for their vectors.
  let embeddingQueue: Int
  /// What is done without anybody asking.
  let schedule: JobSchedule
  let log: @Sendable (String) -> Void

  init(
    models: ModelShelf?, scanner: VirusScanner?, embeddingQueue: Int = 10_000,
    schedule: JobSchedule = JobSchedule(), log: @escaping @Sendable (String) -> Void
  ) {
    self.models = SearchModels(shelf: models)
    self.scanner = scanner
    self.embeddingQueue = embeddingQueue
    self.schedule = schedule
    self.log = log
    let processors = max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    pool = BlockingPool(threads: processors, limit: 256)
    decoders = BlockingPool(threads: processors, limit: 64)
  }

  deinit { for pool in [pool, decoders] { pool.stop() } }
}
