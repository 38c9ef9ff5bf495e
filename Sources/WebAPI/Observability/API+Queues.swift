internal import Accounts
internal import Core
internal import Engine

extension API {
  /// The libraries of users that are open. None is named.
  func writeTenants(to page: inout MetricsPage) async {
    guard let counts = await tenants?.counts else { return }
    page.add(
      .gauge, "semblance_libraries_open", "Users' libraries that are open.", Double(counts.open))
    page.add(
      .counter, "semblance_libraries_opened_total", "How often a user's library was opened.",
      Double(counts.opened))
  }

  /// What waits: calls by the pool of threads, and jobs by their kind.
  func writeQueues(to page: inout MetricsPage) async {
    let apis = [self] + (await tenants?.apis ?? [])
    let shared = [
      ("reads", parts.pool), ("decodes", parts.decoders), ("accounts", front.gatekeepers),
      ("passwords", front.hasher),
    ]
    let pools = (shared + apis.flatMap(\.ownPools)).map { name, pool in
      PoolCounts(name: name, waiting: pool.waitingCount, refused: pool.refusedCount)
    }
    let names = ["reads", "decodes", "moves", "uploads", "accounts", "passwords"]
    func sum(_ name: String, _ count: KeyPath<PoolCounts, Int>) -> Double {
      Double(pools.filter { $0.name == name }.reduce(0) { $0 + $1[keyPath: count] })
    }
    page.add(
      .gauge, "semblance_calls_waiting", "Calls of the engine that wait for a thread.",
      names.map { .init(sum($0, \.waiting), [("pool", $0)]) })
    page.add(
      .counter, "semblance_calls_refused_total", "Calls for which there was no place to wait.",
      names.map { .init(sum($0, \.refused), [("pool", $0)]) })
    let (waiting, lost) = audit.log.waiting
    page.add(
      .gauge, "semblance_audit_entries_waiting",
      "Entries of the audit log that are not written yet.",
      Double(waiting))
    page.add(
      .gauge, "semblance_audit_requests_unnoted",
      "Requests for which the audit log had no room and that it has not counted yet.", Double(lost))
    let counts = apis.compactMap(\.vectors.count)
    if !counts.isEmpty {
      page.add(
        .gauge, "semblance_embedding_queue", "Pictures that wait for the vectors of the model.",
        Double(counts.reduce(0, +)))
    }
    let jobs = apis.flatMap(\.jobs.all)
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

private struct PoolCounts {
  let name: String
  let waiting: Int
  let refused: Int
}
