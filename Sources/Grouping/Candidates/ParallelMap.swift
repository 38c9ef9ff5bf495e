import Dispatch
import Synchronization

/// Maps an array on all cores, keeping its order, for work that blocks or computes for long and so
/// does not belong on the cooperative pool.
package enum ParallelMap {
  /// - Throws: the first error in the order of the elements.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    let chunk = max(1, min(256, elements.count / 64))
    let chunks = (elements.count + chunk - 1) / chunk
    DispatchQueue.concurrentPerform(iterations: chunks) { number in
      let range = number * chunk..<min((number + 1) * chunk, elements.count)
      let part = range.map { position in
        Swift.Result { try transform(elements[position]) }
      }
      results.withLock { results in
        for (position, result) in zip(range, part) { results[position] = result }
      }
    }
    return try results.withLock { results in
      try elements.indices.map { try results[$0]!.get() }
    }
  }
}
