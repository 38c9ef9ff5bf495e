package import Catalogue
package import Core

extension Library {
  /// Pictures that are kept as unusual, the most unusual first.
  private static let anomalyLimit = 5_000
  /// Nearest pictures that each is judged by.
  private static let anomalyNeighbours = 20

  /// Looks for pictures that are unlike the rest, and keeps what it found for a person to look at.
  ///
  /// - Returns: how many were kept.
  /// - Throws: as ``outliers(neighbours:order:space:folders:cancellation:)``.
  /// - Complexity: n² / 2 products of bytes for n pictures.
  @discardableResult
  package func findAnomalies(
    cancellation: CancellationToken = CancellationToken()
  ) throws -> Int {
    let count = try reader.presentCount()
    guard count > 2 else {
      try writer.transaction { try $0.putAnomalies([]) }
      return 0
    }
    let listing = try outliers(
      neighbours: min(Self.anomalyNeighbours, count - 1), order: .outlier,
      cancellation: cancellation)
    try cancellation.check()
    let total = Double(max(1, listing.pictures.count))
    let anomalies = listing.pictures.prefix(Self.anomalyLimit).enumerated().map { rank, picture in
      Anomaly(
        image: picture.picture.image, score: Double(picture.outlierFactor),
        percentile: 100 * (total - 1 - Double(rank)) / total, nearest: picture.nearest?.image)
    }
    try writer.transaction { try $0.putAnomalies(Array(anomalies)) }
    return anomalies.count
  }

  /// Keeps what a person said of a picture.
  ///
  /// - Throws: `catalogue.unknown-image`.
  package func keepFeedback(_ action: Feedback.Action, note: String?, on id: ULID) throws {
    let image = try knownImage(id)
    try writer.transaction { try $0.putFeedback(action, note: note, on: image.id) }
  }
}
