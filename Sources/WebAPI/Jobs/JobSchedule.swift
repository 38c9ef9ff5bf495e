package import Core
internal import Engine

/// What is done again and again without anybody asking, and when: a pure value. A time that the server
/// slept through is made up for at its next start, once.
package struct JobSchedule: Sendable {
  struct Entry: Sendable, Hashable {
    let work: JobWork
    let time: CronTime

    /// Under which it is noted when it is due: another time is another entry.
    var name: String { "due.\(work.kind) \(time.text)" }
  }

  let entries: [Entry]

  private static let never = "never"
  private static let kinds = ["scan"] + JobWork.whole.map(\.kind)

  /// Every night, the most that others build on first: a sweep for duplicates at 2, the order of unusual
  /// pictures at 3, tidying at 4.
  package init() {
    entries = zip([JobWork.sweep, .anomalies, .compaction], 2...).map { work, hour in
      Entry(work: work, time: CronTime(hour: hour))
    }
  }

  /// The nightly one with changes: `sweep=30 1 * * 0` sets the times of a kind, `sweep=never` takes it
  /// out. A kind that is named more than once has all its times.
  ///
  /// - Throws: a fault of the user for what names no kind or no time.
  package init(_ changes: [String]) throws(Fault) {
    var (changed, added): (Set<String>, [Entry]) = ([], [])
    for change in changes {
      let halves = change.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2, let work = JobWork(kind: halves[0], target: "null") else {
        throw Fault(
          "usage.schedule", .user, "'\(change)' names no kind of job and its time",
          remedy: "Write KIND=TIME; kinds are \(Self.kinds.joined(separator: ", ")).")
      }
      changed.insert(work.kind)
      if halves[1] != Self.never { added.append(Entry(work: work, time: try CronTime(halves[1]))) }
    }
    entries = Self().entries.filter { !changed.contains($0.work.kind) } + added
  }

  /// What is due, and the times after.
  ///
  /// - Parameter known: when each is due, by its name; what is not known begins with its next time.
  func due(
    known: [String: Timestamp], now: Timestamp
  ) -> (work: [JobWork], next: [String: Timestamp]) {
    var (work, next): ([JobWork], [String: Timestamp]) = ([], [:])
    for entry in entries {
      let time = known[entry.name]
      if let time, time > now {
        next[entry.name] = time
        continue
      }
      if time != nil { work.append(entry.work) }
      next[entry.name] = entry.time.next(after: now)
    }
    return (work, next)
  }
}
