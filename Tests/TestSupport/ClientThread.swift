import Dispatch

/// Runs a test's client, which blocks, outside the cooperative pool that the server's handlers need.
package final class ClientThread: TaskExecutor {
  private let queue = DispatchQueue(label: "client")

  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
