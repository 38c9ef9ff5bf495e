import Core
import Synchronization

/// Maps an array on all processors, keeping its order, for work that blocks or computes for long and so
/// does not belong on the cooperative pool.
package enum ParallelMap {
  /// On threads of our own, which are as patient as the caller's (``Core/ThreadPriority``): those of
  /// Dispatch would hold up who waits for an answer beside a job.
  ///
  /// - Throws: the first error in the order of the elements.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: elements.count))
    let chunk = max(1, min(256, elements.count / 64))
    let chunks = (elements.count + chunk - 1) / chunk
    WorkerThreads.forEach(chunks, threads: WorkerThreads.available) { number in
      let range = number * chunk..<min((number + 1) * chunk, elements.count)
      let part = range.map { position in
        Swift.Result { try transform(elements[position]) }
      }
      results.withLock { results in
        for (position, result) in zip(range, part) { results[position] = result }
      }
    }
    return try results.withLock { results in try results.map { try $0!.get() } }
  }
}
