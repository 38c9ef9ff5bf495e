internal import Accounts
internal import Core
internal import Engine

extension API {
  /// What waits: calls by the pool of threads, and jobs by their kind.
  func writeQueues(to page: inout MetricsPage) {
    let pools = pools
    page.add(
      .gauge, "semblance_calls_waiting", "Calls of the engine that wait for a thread.",
      pools.map { .init(Double($0.pool.waitingCount), [("pool", $0.name)]) })
    page.add(
      .counter, "semblance_calls_refused_total", "Calls for which there was no place to wait.",
      pools.map { .init(Double($0.pool.refusedCount), [("pool", $0.name)]) })
    let (waiting, lost) = audit.log.waiting
    page.add(
      .gauge, "semblance_audit_entries_waiting",
      "Entries of the audit log that are not written yet.",
      Double(waiting))
    page.add(
      .gauge, "semblance_audit_requests_unnoted",
      "Requests for which the audit log had no room and that it has not counted yet.", Double(lost))
    let jobs = jobs.all
    page.add(
      .gauge, "semblance_jobs", "Jobs that wait or run.",
      JobWork.kinds.flatMap { kind in
        [Job.State.queued, .running].map { state in
          .init(
            Double(jobs.count { $0.work.kind == kind && $0.state == state }),
            [("kind", kind), ("state", state.rawValue)])
        }
      })
  }
}
