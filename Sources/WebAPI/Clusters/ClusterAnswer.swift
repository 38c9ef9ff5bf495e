internal import Core
internal import Engine
internal import HTTPKit

/// Clusters as they are answered, and kept for those who fetch them later: 24 bytes a picture.
struct ClusterAnswer: Sendable {
  struct Member: Sendable {
    let id: ULID
    let cosine: Float
  }

  struct Cluster: Sendable {
    let members: [Member]
    let cohesion: Float
  }

  /// Whose pictures they are.
  let owner: Owner
  let space: String
  let total: Int
  let lacking: Int
  let clusters: [Cluster]
  let alone: [ULID]

  var pictureCount: Int { clusters.reduce(alone.count) { $0 + $1.members.count } }

  /// The pictures of a wish in clusters.
  ///
  /// - Throws: `Cancelled`; a fault when nothing has a vector, or too many pairs are so alike.
  init(
    _ pictures: SelectedPictures, _ method: ClusterMethod, in library: Library,
    cancellation: CancellationToken = CancellationToken()
  ) throws {
    let listing = try library.clusters(method, of: pictures, cancellation: cancellation)
    let ulids = try library.reader.ulids(of: pictures.images)
    owner = library.reader.owner
    space = listing.space.name
    total = pictures.total
    lacking = listing.lacking
    clusters = listing.clusters.map { cluster in
      Cluster(
        members: cluster.members.compactMap { member in
          ulids[member.picture.image].map { Member(id: $0, cosine: member.cosine) }
        }, cohesion: cluster.cohesion)
    }
    alone = listing.alone.compactMap { ulids[$0.image] }
  }

  // MARK: JSON

  static let fields = AnswerFields<ClusterAnswer>(
    "Clusters",
    [
      .init("space", .text, "The vectors that were compared.") { .string($0.space) },
      .init("total", .count, "Pictures that were asked for, without the limit.") {
        .count($0.total)
      },
      .init("compared", .count) { .count($0.pictureCount) },
      .init("lacking", .count, "Pictures without a vector in this space.") { .count($0.lacking) },
      .init("clusters", .list(cluster.shape), "The largest first.") {
        .array($0.clusters.map(cluster.value))
      },
      .init("alone", .list(.id), "Pictures in no cluster.") { .texts($0.alone.map { "\($0)" }) },
    ])

  private static let cluster = AnswerFields<Cluster>(
    "Cluster",
    [
      .init("representative", .nullable(.id), "The one that is most like all the others.") {
        .known($0.members.first.map { "\($0.id)" })
      },
      .init("cohesion", .number(-1.001...1.001), "The mean cosine of all pairs of members.") {
        .number(rounded($0.cohesion))
      },
      .init("members", .list(member.shape), "The representative first, then by likeness to it.") {
        .array($0.members.map(member.value))
      },
    ])

  private static let member = AnswerFields<Member>(
    "ClusterMember",
    [
      .init("image_id", .id) { .string("\($0.id)") },
      .init("score", .number(-1.001...1.001), "The cosine with the representative.") {
        .number(rounded($0.cosine))
      },
      .init("preview_url", .text) { .string("/api/images/\($0.id)/preview") },
    ])

  private static func rounded(_ cosine: Float) -> Double { (Double(cosine) * 1e6).rounded() / 1e6 }
}
