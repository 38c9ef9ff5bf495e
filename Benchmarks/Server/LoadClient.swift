import BenchmarkSupport
import Core
import Foundation
import Synchronization

/// Connections that each send a request as soon as the last is answered.
struct LoadClient {
  let port: UInt16
  let clients: Int
  let seconds: Double

  struct Unanswered: Error {}

  func once(_ request: String) throws {
    guard let connection = LoadConnection(port: port), connection.status(of: request) == 200 else {
      throw Unanswered()
    }
  }

  /// Seconds that each request took, ascending. One that is not answered with 200 ends its client.
  func run(_ request: @escaping @Sendable (Int) -> String) -> [Double] {
    let times = Mutex<[Double]>([])
    let next = Atomic<Int>(1)
    let end = Usage.clock + seconds
    WorkerThreads.forEach(clients, threads: clients) { _ in
      guard let connection = LoadConnection(port: port) else { return }
      var own: [Double] = []
      while true {
        let start = Usage.clock
        if start >= end { break }
        let text = request(next.wrappingAdd(1, ordering: .relaxed).newValue)
        guard connection.status(of: text) == 200 else { break }
        own.append(Usage.clock - start)
      }
      times.withLock { $0 += own }
    }
    return times.withLock { $0.sorted() }
  }
}
