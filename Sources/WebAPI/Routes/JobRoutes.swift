internal import Core
internal import Engine
internal import HTTPKit

/// Work that takes longer than a request: scans and searches for duplicates.
struct JobRoutes {
  let api: API

  var all: [Route] {
    [scan, search, list, events, job, cancel] + JobControlRoutes(api: api).all
  }

  static let acceptedShape: JSONShape = .named(
    "JobAccepted", .object([.init("job_id", .id), .init("job", Job.fields.shape)]))

  static func accepted(_ job: Job) -> HTTPResponse {
    var response = HTTPResponse.json(
      JSONText.bytes([
        "job_id": .string("\(job.id)"), "job": Job.fields.value(of: job),
      ]), status: .accepted)
    response.fields["Location"] = "/api/jobs/\(job.id)"
    return response
  }

  // MARK: Starting

  private var scan: Route {
    Route(
      .post, "/api/index/scan", name: "scan",
      "Looks at folders again, or at new ones; then searches for duplicates.",
      access: .scope(.admin),
      content: .json(
        .object([
          .init(
            "paths", .nullable(.list(.wholePath, 1...1_000)), required: false,
            "Folders or files; without it everything that was indexed before.")
        ])), answers: [.json(Self.acceptedShape, .accepted)]
    ) { request in
      Self.accepted(try await addedScan(request.content))
    }
  }

  /// Queues a scan of the `paths` of a wish; without them of everything.
  func addedScan(_ wish: JSONValue) async throws -> Job {
    let api = api
    guard case .array(let elements)? = wish["paths"] else {
      let isEmpty = try await api.call { try $0.reader.roots().isEmpty }
      if isEmpty { throw HTTPProblem.field("paths", "no folder was indexed before; name one") }
      return try api.jobs.add(.scan(nil))
    }
    let paths = try await api.call { library in
      try elements.enumerated().map { position, element in
        try api.places.admitted(
          FilePath(element.text ?? ""), at: "paths[\(position)]", library)
      }
    }
    return try api.jobs.add(.scan(paths))
  }

  private var search: Route {
    Route(
      .post, "/api/duplicates/search", name: "searchDuplicates",
      "Searches the whole library for duplicates anew.", content: .json(.object([])),
      answers: [.json(Self.acceptedShape, .accepted)]
    ) { [api] _ in Self.accepted(try api.jobs.add(.duplicates)) }
  }

  // MARK: Looking

  private var list: Route {
    Route(
      .get, "/api/jobs", name: "jobs", "The latest jobs, the newest first.",
      query: [
        .init(
          "state", .choice(Job.State.allCases.map(\.rawValue)),
          "Only those in a state: `failed` for what was given up, with its reason.")
      ],
      answers: [
        .json(
          .named(
            "JobList",
            .object([
              .init("jobs", .list(Job.fields.shape)),
              .init("paused", .bool, "Whether nothing new is begun for now."),
              .init("schedule", .list(DueWork.fields.shape), "What comes without being asked for."),
            ])))
      ]
    ) { [api] request in
      let state = request.arguments["state"]?.text
      let jobs = api.jobs.all.filter { state == nil || $0.state.rawValue == state }
      return .json(
        JSONText.bytes([
          "jobs": .array(jobs.map(Job.fields.value)), "paused": .bool(api.jobs.isPaused),
          "schedule": .array(api.jobs.due.map(DueWork.fields.value)),
        ]))
    }
  }

  private var job: Route {
    Route(
      .get, "/api/jobs/{id}", name: "job", "A job as it stands.", path: ["id": .id],
      answers: [.json(Job.fields.shape)]
    ) { [api] request in
      guard let job = api.jobs.job(try Self.id(request)) else { throw Self.unknown }
      return .json(JSONText.bytes(Job.fields.value(of: job)))
    }
  }

  private var cancel: Route {
    Route(
      .post, "/api/jobs/{id}/cancel", name: "cancelJob",
      "Stops a job; what it has done so far stays.", path: ["id": .id], content: .json(.object([])),
      answers: [.json(Job.fields.shape)]
    ) { [api] request in
      guard let job = api.jobs.cancel(try Self.id(request)) else { throw Self.unknown }
      return .json(JSONText.bytes(Job.fields.value(of: job)))
    }
  }

  static let unknown = HTTPProblem.notFound("There is no such job.")

  static func id(_ request: HTTPRequest) throws(HTTPProblem) -> ULID {
    guard let id = ULID(request.parameters["id"] ?? "") else { throw unknown }
    return id
  }

  // MARK: Events

  private var events: Route {
    Route(
      .get, "/api/jobs/events", name: "jobEvents",
      "Jobs as they change: server-sent events of type `job`.",
      query: [
        .init(
          "until", .choice(["idle"]), "`idle` ends the answer when no job runs or waits.")
      ],
      answers: [
        .events(Job.fields.shape, "Each event's data.")
      ]
    ) { [api] request in
      let jobs = api.jobs
      guard let listener = jobs.feed.listen(first: jobs.all.reversed().filter { !$0.state.isOver })
      else {
        throw HTTPProblem(
          .serviceUnavailable, type: "busy", detail: "Too many listen already.",
          fields: ["Retry-After": "10"])
      }
      let endsWhenIdle = request.arguments["until"] != nil
      return HTTPResponse(
        .ok,
        [
          "Content-Type": "text/event-stream", "Cache-Control": "no-store",
          "X-Accel-Buffering": "no",
        ],
        .stream { writer in
          defer { jobs.feed.leave(listener) }
          try await writer.write(Array("retry: 3000\n\n".utf8))
          if endsWhenIdle, jobs.isIdle { return }
          let hold = request.facts[AccessHold.self]
          while let changed = await listener.next() {
            // Who was let in when it began may not be any more.
            guard await hold?.isStillThere() ?? true else { return }
            var text = changed.isEmpty ? ": still here\n\n" : ""
            for job in changed {
              text += "event: job\ndata: \(JSONText.text(Job.fields.value(of: job)))\n\n"
            }
            try await writer.write(Array(text.utf8))
            if endsWhenIdle, jobs.isIdle { return }
          }
        })
    }
  }
}
