internal import Core
internal import Engine
internal import Synchronization

/// The clusters that jobs made, for those who fetch them. The latest are kept, in bounded memory.
final class ClusterResults: Sendable {
  /// Results that are kept, and pictures in all of them: some 10 MB.
  private static let (countLimit, pictureLimit) = (32, 400_000)

  private let results = Mutex<[(job: ULID, answer: ClusterAnswer)]>([])

  func keep(_ answer: ClusterAnswer, of job: ULID) {
    results.withLock { results in
      results.append((job, answer))
      while results.count > 1,
        results.count > Self.countLimit
          || results.reduce(0, { $0 + $1.answer.pictureCount }) > Self.pictureLimit
      {
        results.removeFirst()
      }
    }
  }

  /// What a job made for an owner; `nil` when it made nothing, is of another owner, or was long ago.
  func answer(of job: ULID, for owner: Owner) -> ClusterAnswer? {
    results.withLock { $0.first { $0.job == job && $0.answer.owner == owner }?.answer }
  }
}
