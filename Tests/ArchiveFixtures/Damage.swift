internal import Foundation
internal import TestSupport

/// Damaged copies of files, the same on every run.
package enum Damage {
  /// `SEMBLANCE_FUZZ` rounds where it is set, for long runs.
  package static func rounds(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["SEMBLANCE_FUZZ"].flatMap { Int($0) } ?? usual
  }

  /// Calls `body` with copies in which bytes are changed, removed, doubled or cut off.
  package static func forEach(
    of good: [UInt8], count: Int, seed: UInt64, _ body: ([UInt8]) throws -> Void
  ) rethrows {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<count {
      var bytes = good
      for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 6 {
        case 0: bytes.removeSubrange(at..<min(bytes.count, at + 1 + Int(random.next() % 64)))
        case 1: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 32)], at: at)
        case 2: bytes.removeSubrange(at...)
        case 3: bytes[at] = [0, 0xFF, 0x7F, 0x80][Int(random.next() % 4)]
        default: bytes[at] ^= UInt8(1 << (random.next() % 8))
        }
      }
      try body(bytes)
    }
  }
}
