import BenchmarkSupport
import Core
import Foundation
import Synchronization
import Vectors

/// Every query once for recall, then again and again for some seconds on some threads.
struct SearchTrial {
  let index: String
  let set: VectorSet
  let filter: String
  let threads: Int
  let seconds: Double
  /// Queries asked in one call.
  let together: Int
  /// How many of the nearest a walk keeps; `nil` for the default.
  let breadth: Int?

  func run() throws {
    let before = Usage.now
    var snapshot = try VectorSnapshot(at: FilePath(index))
    snapshot.breadth = breadth
    let asked = snapshot
    let opened = Usage.now
    let filters = try set.filters(filter)
    let found = Mutex<[[Int64]]>(set.queries.map { _ in [] })
    WorkerThreads.forEach(set.queries.count, threads: 2) { query in
      guard let rows = try? ask(asked, query..<query + 1, filters[query]).first else { return }
      found.withLock { $0[query] = rows }
    }
    let recall = try set.recall(found.withLock { $0 }, filter)
    let resident = Usage.residentMebibytes
    let times = Mutex<[Double]>([])
    let start = Usage.now
    let deadline = start.wall + seconds
    WorkerThreads.forEach(threads, threads: threads) { worker in
      var (own, query) = ([Double](), worker * 37)
      while true {
        let begin = Usage.clock
        if begin >= deadline { break }
        let first = query % (set.queries.count - together + 1)
        _ = try? ask(asked, first..<first + together, filters[first])
        own.append(Usage.clock - begin)
        query += together
      }
      times.withLock { $0 += own }
    }
    let end = Usage.now
    let sorted = times.withLock { $0.sorted() }
    JSONRow.print([
      ("open_ms", 1_000 * (opened.wall - before.wall)), ("recall", recall),
      ("qps", Double(sorted.count * together) / (end.wall - start.wall)),
      ("cpu_us", 1e6 * (end.cpu - start.cpu) / Double(max(1, sorted.count * together))),
      ("p50_ms", 1_000 * sorted[sorted.count / 2]),
      ("p95_ms", 1_000 * sorted[sorted.count * 95 / 100]),
      ("resident_mib", Double(resident)),
    ])
  }

  private func ask(
    _ snapshot: VectorSnapshot, _ range: Range<Int>, _ rows: RowSet?
  ) throws -> [[Int64]] {
    try snapshot.nearest(to: Array(set.queries[range]), limit: VectorSet.limit, within: rows)
      .map { $0.map(\.row) }
  }
}
