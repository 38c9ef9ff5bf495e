@preconcurrency internal import Dispatch

/// Runs a server's handlers on threads of their own, beside Swift's cooperative pool: whatever else
/// the process does there, however long, requests are answered.
final class HandlerExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "semblance.handlers", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
