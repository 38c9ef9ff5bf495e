internal import Core
internal import Engine

/// Jobs as the ledger has them.
extension Job {
  var record: JobRecord {
    var record = JobRecord(id: id, kind: work.kind, target: work.target, state: state.rawValue)
    (record.attempts, record.notBefore) = (attempts, notBefore)
    (record.started, record.finished) = (started, finished)
    (record.done, record.total, record.failed) = (done, total, failed)
    record.message = message
    (record.progress, record.furthest) = (progress.rawValue, furthest.rawValue)
    return record
  }

  /// - Returns: `nil` for what another version wrote.
  init?(_ record: JobRecord) {
    guard let work = JobWork(kind: record.kind, target: record.target),
      let state = State(rawValue: record.state)
    else { return nil }
    self.init(id: record.id, work: work)
    self.state = state
    (attempts, notBefore) = (record.attempts, record.notBefore)
    (started, finished) = (record.started, record.finished)
    (done, total, failed) = (record.done, record.total, record.failed)
    message = record.message
    progress = JobProgress(rawValue: record.progress)
    furthest = JobProgress(rawValue: record.furthest)
  }
}
