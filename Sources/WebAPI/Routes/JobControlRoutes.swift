internal import Core
internal import Engine
internal import HTTPKit

/// What may be asked of the queue of jobs.
struct JobControlRoutes {
  let api: API

  var all: [Route] { [start, pause, resume, retry, retryAll] }

  private var start: Route {
    Route(
      .post, "/api/jobs", name: "startJob",
      "Queues work on the whole library; scans have a route of their own.",
      content: .json(
        .object([.init("kind", .choice(JobWork.whole.map(\.kind)))])),
      answers: [.json(JobRoutes.acceptedShape, .accepted)]
    ) { [api] request in
      let kind = request.content["kind"]?.text
      guard let work = JobWork.whole.first(where: { $0.kind == kind }) else {
        throw HTTPProblem.field("kind", "there is no such kind")
      }
      return JobRoutes.accepted(try api.jobs.add(work))
    }
  }

  // MARK: Pausing

  private static let pausedShape: JSONShape = .named("JobPause", .object([.init("paused", .bool)]))

  private var pause: Route {
    Route(
      .post, "/api/jobs/pause", name: "pauseJobs",
      "Begins no job until the queue is resumed, also after a restart; what runs goes on.",
      access: .scope(.admin), content: .json(.object([])), answers: [.json(Self.pausedShape)]
    ) { [api] _ in
      try await api.call { [jobs = api.jobs] _ in try jobs.pause() }
      return .json(JSONText.bytes(["paused": true]))
    }
  }

  private var resume: Route {
    Route(
      .post, "/api/jobs/resume", name: "resumeJobs", "Begins jobs again.",
      access: .scope(.admin), content: .json(.object([])), answers: [.json(Self.pausedShape)]
    ) { [api] _ in
      try await api.call { [jobs = api.jobs] _ in try jobs.resume() }
      return .json(JSONText.bytes(["paused": false]))
    }
  }

  // MARK: Trying again

  private var retry: Route {
    Route(
      .post, "/api/jobs/{id}/retry", name: "retryJob",
      "Queues a job again that failed or was stopped.", path: ["id": .id],
      content: .json(.object([])), answers: [.json(Job.fields.shape)]
    ) { [api] request in
      guard let job = api.jobs.retry(try JobRoutes.id(request)) else { throw JobRoutes.unknown }
      return .json(JSONText.bytes(Job.fields.value(of: job)))
    }
  }

  private var retryAll: Route {
    Route(
      .post, "/api/jobs/retry", name: "retryJobs", "Queues every job again that failed.",
      content: .json(.object([])),
      answers: [.json(.named("JobsRetried", .object([.init("retried", .count)])))]
    ) { [api] _ in
      let failed = api.jobs.all.filter { $0.state == .failed }
      // The oldest first, as they came.
      for job in failed.reversed() { _ = api.jobs.retry(job.id) }
      return .json(JSONText.bytes(["retried": .count(failed.count)]))
    }
  }
}
