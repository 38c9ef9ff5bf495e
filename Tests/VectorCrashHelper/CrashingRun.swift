import Core
import Glibc
import Synchronization
import VectorFixtures
import Vectors

/// Counts changes to the file system by their kind, and ends the process before one of them with a
/// signal that nothing can catch.
final class CrashingRun: Sendable {
  private let scenario: VectorScenario
  private let kind: DiskChange?
  private let killBefore: Int
  private let counted = Mutex<[DiskChange: Int]>([:])

  /// - Parameter kind: the n-th change of this kind does not happen; `nil` for all happen.
  init(seed: UInt64, folder: FilePath, kind: DiskChange?, killBefore: Int) {
    scenario = VectorScenario(seed: seed, folder: folder)
    (self.kind, self.killBefore) = (kind, killBefore)
  }

  func exitCode() -> Int32 {
    do throws(Fault) {
      try scenario.run(
        witness: { [self] change in
          let number = counted.withLock { counted in
            counted[change, default: 0] += 1
            return counted[change]!
          }
          if change == kind, number == killBefore { kill(getpid(), SIGKILL) }
        },
        acknowledged: { Self.say("\($0)\n", on: STDOUT_FILENO) })
    } catch {
      Self.say("\(error)\n", on: STDERR_FILENO)
      return 1
    }
    for (change, count) in counted.withLock({ $0 }) {
      Self.say("\(change.rawValue) \(count)\n", on: STDOUT_FILENO)
    }
    return 0
  }

  /// Unbuffered: what was said before the end must arrive.
  private static func say(_ text: String, on descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
