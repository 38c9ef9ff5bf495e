import BenchmarkSupport
import Core
import Foundation
import Synchronization
import TestSupport

/// Connections that each send a request as soon as the last is answered.
struct LoadClient {
  let port: UInt16
  let clients: Int
  let seconds: Double

  struct Unanswered: Error {}

  func once(_ request: String) throws {
    let client = try RawClient(port: port)
    client.send(request)
    guard let response = client.response(), response.status == 200 else { throw Unanswered() }
  }

  /// Seconds that each request took, ascending. One that is not answered with 200 ends its client.
  func run(_ request: @escaping @Sendable (Int) -> String) -> [Double] {
    let times = Mutex<[Double]>([])
    let next = Atomic<Int>(1)
    let end = Usage.now.wall + seconds
    WorkerThreads.forEach(clients, threads: clients) { _ in
      guard let client = try? RawClient(port: port) else { return }
      var own: [Double] = []
      while true {
        let start = Usage.now.wall
        if start >= end { break }
        client.send(request(next.wrappingAdd(1, ordering: .relaxed).newValue))
        guard let response = client.response(), response.status == 200 else { break }
        own.append(Usage.now.wall - start)
      }
      times.withLock { $0 += own }
    }
    return times.withLock { $0.sorted() }
  }
}
