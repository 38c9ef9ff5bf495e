internal import Core
internal import Engine
internal import HTTPKit

/// Clusters of pictures that look or mean alike (requirement 001).
struct ClusterRoutes {
  let api: API

  /// More pictures than this are a job: their time grows with the square of their number.
  static let atOnce = 2_000

  var all: [Route] { [search, result] }

  private var search: Route {
    Route(
      .post, "/api/search/cluster", name: "searchCluster",
      "Puts pictures that look or mean alike into clusters; more than \(Self.atOnce) as a job.",
      access: .scope(.read), content: .json(ClusterWish.shape),
      answers: [
        .json(ClusterAnswer.fields.shape),
        .json(
          JobRoutes.acceptedShape, .accepted, "The clusters are at `Location` when it is done."),
      ]
    ) { [api] request in
      let ulids = try request.content["image_ids"].flatMap(Self.ulids)
      let images = try await api.call { library in
        try ulids.map { try Self.images($0, library) }
      }
      let wish = try ClusterWish(request.content, images)
      let answer = try await api.call { library -> ClusterAnswer? in
        let pictures = try library.selected(wish.selection)
        guard wish.isAwaited, pictures.images.count <= Self.atOnce else { return nil }
        return try ClusterAnswer(pictures, wish.method, in: library)
      }
      if let answer { return .json(JSONText.bytes(ClusterAnswer.fields.value(of: answer))) }
      return Self.accepted(try api.jobs.add(.clusters(wish)))
    }
  }

  private var result: Route {
    Route(
      .get, "/api/search/cluster/{id}", name: "clusters",
      "The clusters that a job made; the job itself while it waits or runs.", path: ["id": .id],
      answers: [.json(ClusterAnswer.fields.shape), .json(JobRoutes.acceptedShape, .accepted)]
    ) { [api] request in
      let gone = HTTPProblem.notFound("There are no clusters of this id, or no longer.")
      guard let id = ULID(request.parameters["id"] ?? "") else { throw gone }
      let owner = try await api.call { $0.reader.owner }
      if let answer = api.clusters.answer(of: id, for: owner) {
        return .json(JSONText.bytes(ClusterAnswer.fields.value(of: answer)))
      }
      guard let job = api.jobs.job(id), case .clusters = job.work else { throw gone }
      if !job.state.isOver { return Self.accepted(job) }
      if job.state == .done { throw gone }
      throw HTTPProblem(
        .conflict, type: "no-clusters",
        detail: "The job is \(job.state.rawValue)"
          + (job.message.isEmpty ? "." : ": \(job.message)"))
    }
  }

  private static func accepted(_ job: Job) -> HTTPResponse {
    var response = JobRoutes.accepted(job)
    response.fields["Location"] = "/api/search/cluster/\(job.id)"
    return response
  }

  /// The ids of a wish; `nil` for null.
  private static func ulids(_ ids: JSONValue) throws(HTTPProblem) -> [ULID]? {
    guard case .array(let elements) = ids else { return nil }
    var ulids: [ULID] = []
    for (position, element) in elements.enumerated() {
      ulids.append(try SearchRoutes.ulid(element.text ?? "", at: "image_ids[\(position)]"))
    }
    return ulids
  }

  private static func images(_ ulids: [ULID], _ library: Library) throws -> [ImageID] {
    let images = try library.reader.imageIDs(of: ulids)
    if let place = images.firstIndex(of: nil) {
      throw HTTPProblem.field("image_ids[\(place)]", "there is no picture \(ulids[place])")
    }
    return images.compactMap { $0 }
  }
}
