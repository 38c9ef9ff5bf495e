package import Catalogue
package import Core
package import Query

extension Library {
  /// Pictures that are kept of each baseline, the most unusual first.
  private static let anomalyLimit = 5_000

  /// Looks for pictures that are unlike the rest, and keeps what it found for a person to look at.
  ///
  /// - Throws: `Cancelled`; a fault when nothing has a vector.
  /// - Complexity: n² / 2 products of bytes and n d² of numbers for n pictures with d numbers each.
  @discardableResult
  package func findAnomalies(
    cancellation: CancellationToken = CancellationToken()
  ) throws -> AnomalyLook {
    guard try reader.presentCount() > 0 else { return try keep([], in: "", count: 0, unusual: 0) }
    let set = try pictureVectors()
    guard set.pictures.count > 2 else {
      return try keep([], in: set.space.name, count: set.pictures.count, unusual: 0)
    }
    let facts = try reader.anomalyFacts()
    let search = try AnomalySearch(
      of: set, called: facts.called, sources: facts.sources, cancellation: cancellation)
    let anomalies = search.anomalies(limit: Self.anomalyLimit)
    try cancellation.check()
    return try keep(
      anomalies, in: set.space.name, count: set.pictures.count, unusual: search.unusualCount)
  }

  private func keep(
    _ anomalies: [Anomaly], in space: String, count: Int, unusual: Int
  ) throws -> AnomalyLook {
    let look = AnomalyLook(
      space: space, pictureCount: count, unusualCount: unusual, foundAt: .now)
    try writer.transaction { try $0.putAnomalies(anomalies, of: look) }
    return look
  }

  /// A page of what the latest look found, without what a person called normal or irrelevant.
  package func anomalies(
    _ query: AnomalyQuery = AnomalyQuery(), filter: Filter? = nil, offset: Int = 0, limit: Int
  ) throws -> AnomalyListing {
    let reader = reader
    var query = query
    if let filter { query.condition = FilterSQL(owner: reader.owner).condition(filter) }
    let found = try reader.anomalies(query, offset: offset, limit: limit)
    let images = Set(found.flatMap { [$0.anomaly.image] + $0.anomaly.normals.map(\.image) })
    let pictures = Dictionary(
      uniqueKeysWithValues: try reader.summaries(of: images.sorted()).map { ($0.id, $0) })
    let entries = found.compactMap { anomaly, isReviewed -> AnomalyListing.Entry? in
      guard let picture = pictures[anomaly.image] else { return nil }
      let asked = anomaly.standings.filter { $0.measure == query.measure }
      return AnomalyListing.Entry(
        picture: picture,
        standings: asked + anomaly.standings.filter { $0.measure != query.measure },
        normals: anomaly.normals.compactMap { normal in
          pictures[normal.image].map { ($0, normal.cosine) }
        }, isReviewed: isReviewed)
    }
    return AnomalyListing(
      look: try reader.anomalyLook(), total: try reader.anomalyCount(query), entries: entries)
  }

  /// Keeps what a person said of a picture.
  ///
  /// - Throws: `catalogue.unknown-image`.
  package func keepFeedback(_ action: Feedback.Action, note: String?, on id: ULID) throws {
    let image = try knownImage(id)
    try writer.transaction { try $0.putFeedback(action, note: note, on: image.id) }
  }
}
