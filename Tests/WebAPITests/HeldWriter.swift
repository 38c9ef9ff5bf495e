import Dispatch
import Engine
import Foundation

/// The right to write to a library, held so that a job waits where it first writes, for as long as a
/// test needs it to be under way.
final class HeldWriter: Sendable {
  private let release = DispatchSemaphore(value: 0)

  init(of library: Library) {
    let held = DispatchSemaphore(value: 0)
    let release = release
    Thread.detachNewThread {
      try? library.writer.transaction { _ in
        held.signal()
        release.wait()
      }
    }
    held.wait()
  }

  func letGo() { release.signal() }
}
