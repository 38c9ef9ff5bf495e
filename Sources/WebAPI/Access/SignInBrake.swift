internal import HTTPKit
internal import Synchronization

/// Slows down whoever gives wrong passwords: after three of them a peer waits, twice as long each time,
/// up to five minutes. Remembers the latest few thousand peers; beyond that, hashing one password at a
/// time is what keeps guesses few.
package final class SignInBrake: Sendable {
  private struct Peer {
    var failures = 0
    /// Seconds of the clock.
    var waitsUntil = 0.0
    var at = 0.0
  }

  /// Wrong passwords without a wait, the longest wait, and how long a failure is remembered, in seconds.
  private static let (free, longest, memory) = (3, 300.0, 3_600.0)
  private let peers = Mutex(RecentEntries<String, Peer>(limit: 4_096))
  private let now: @Sendable () -> Double

  /// - Parameter now: seconds of a steady clock.
  package init(now: @escaping @Sendable () -> Double) { self.now = now }

  /// Counts a try before its password is looked at, so that many at once count too.
  ///
  /// - Returns: seconds to wait instead; `nil` for a try that is let through.
  package func wait(for peer: String) -> Double? {
    let (time, name) = (now(), PeerName.name(of: peer))
    return peers.withLock { peers in
      var known = peers[name] ?? Peer()
      if time - known.at > Self.memory { known = Peer() }
      guard time >= known.waitsUntil else { return known.waitsUntil - time }
      known.failures += 1
      known.at = time
      if known.failures >= Self.free {
        let wait = Double(1 << min(16, known.failures - Self.free))
        known.waitsUntil = time + min(Self.longest, wait)
      }
      peers[name] = known
      return nil
    }
  }

  /// The password was right.
  package func forget(_ peer: String) { peers.withLock { $0[PeerName.name(of: peer)] = nil } }
}
