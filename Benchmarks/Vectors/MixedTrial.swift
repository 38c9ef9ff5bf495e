import BenchmarkSupport
import Core
import Foundation
import Synchronization
import Vectors

/// Queries arrive at a steady rate while vectors are appended at another; a query's latency counts
/// from when it should have begun, so that one that waits for others counts its wait.
struct MixedTrial {
  let index: String
  let set: VectorSet
  let queryRate: Double
  let appendRate: Double
  let seconds: Double

  func run() throws {
    let index = try VectorIndex(at: FilePath(index), space: VectorBenchmark.space)
    let times = Mutex<[Double]>([])
    let appended = Mutex(0)
    let appendTimes = Mutex<[Double]>([])
    let start = Usage.clock
    let next = Atomic<Int>(0)
    let total = Int(queryRate * seconds)
    // Two that ask, one that appends.
    WorkerThreads.forEach(3, threads: 3) { worker in
      if worker == 2 {
        append(index, start, appended, appendTimes)
        return
      }
      var own: [Double] = []
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= total { break }
        let due = start + Double(number) / queryRate
        Usage.sleep(until: due)
        let query = set.queries[number % set.queries.count]
        _ = try? index.snapshot().nearest(to: [query], limit: VectorSet.limit, within: nil)
        own.append(Usage.clock - due)
      }
      times.withLock { $0 += own }
    }
    let elapsed = Usage.clock - start
    let sorted = times.withLock { $0.sorted() }
    let commits = appendTimes.withLock { $0.sorted() }
    JSONRow.print([
      ("qps", Double(sorted.count) / elapsed),
      ("appended_per_s", Double(appended.withLock { $0 }) / elapsed),
      ("p50_ms", 1_000 * sorted[sorted.count / 2]),
      ("p95_ms", 1_000 * sorted[sorted.count * 95 / 100]),
      ("append_p95_ms", 1_000 * commits[commits.count * 95 / 100]),
    ])
  }

  /// In changes of ten vectors.
  private func append(
    _ index: VectorIndex, _ start: Double, _ appended: borrowing Mutex<Int>,
    _ times: borrowing Mutex<[Double]>
  ) {
    let rate = appendRate / 10
    for number in 0..<Int(rate * seconds) {
      Usage.sleep(until: start + Double(number) / rate)
      let begin = Usage.clock
      let rows = (0..<10).map { place in
        let row = set.count + number * 10 + place
        return (Int64(row), set.vector(row * 7919 % set.count))
      }
      guard (try? index.append(rows, watermark: Int64(set.count + number))) != nil else { return }
      times.withLock { $0.append(Usage.clock - begin) }
      appended.withLock { $0 += 10 }
    }
  }
}
