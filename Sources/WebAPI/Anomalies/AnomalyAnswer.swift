internal import Core
internal import Engine
internal import HTTPKit

/// A page of pictures that are unlike the rest, with the evidence of each.
enum AnomalyAnswer {
  static let page: JSONShape = .named(
    "AnomalyPage",
    .object([
      .init("total", .count, "Of all pages."),
      .init("found_at", .nullable(.text), "null before the first look."),
      .init("compared", .count, "Pictures of the latest look."),
      .init("unusual", .count, "Those above the library's threshold of any measure."),
      .init("items", .list(item.shape)), .init("next_offset", .nullable(.count)),
    ]))

  static func value(of listing: AnomalyListing, offset: Int, limit: Int) -> JSONValue {
    [
      "total": .count(listing.total), "found_at": .known(listing.look?.foundAt.rfc3339),
      "compared": .count(listing.look?.pictureCount ?? 0),
      "unusual": .count(listing.look?.unusualCount ?? 0),
      "items": .array(listing.entries.map(item.value)),
      "next_offset": offset + limit < listing.total ? .count(offset + limit) : .null,
    ]
  }

  private static let item = AnswerFields<AnomalyListing.Entry>(
    "AnomalyItem",
    [.init("id", .id) { .string("\($0.picture.ulid)") }]
      + standing.of(\.standing) + [
        .init("baseline", baseline.shape, "Whose scores were compared.") {
          baseline.value(of: $0.standing)
        },
        .init("reason", .text) { .string($0.standing.reason) },
        .init("measures", .list(standing.shape), "This and the others.") {
          .array($0.standings.map(standing.value))
        },
        .init("nearest", .list(normal.shape), "What it is most like of what is not unusual.") {
          .array(
            $0.normals.map { normal.value(of: Normal(picture: $0.picture, cosine: $0.cosine)) })
        },
        .init("image", PictureItem.fields.shape) { PictureItem.value(of: $0.picture) },
        .init("reviewed", .bool, "Whether somebody said something of it.") { .bool($0.isReviewed) },
      ])

  private static let standing = AnswerFields<Anomaly.Standing>(
    "AnomalyStanding",
    [
      .init(
        "measure", .choice(AnomalyMeasure.allCases.map(\.rawValue)),
        "distance: the mean distance of the nearest; density: the local outlier factor, about 1 is "
          + "usual; distribution: the Mahalanobis distance."
      ) { .string($0.measure.rawValue) },
      .init("score", .anyNumber) { .number(rounded($0.score)) },
      .init("percentile", .number(0...100), "The share of pictures that are more usual.") {
        .number(rounded($0.percentile))
      },
      .init("usual", .anyNumber, "The middle of the scores.") { .number(rounded($0.usual)) },
      .init("threshold", .nullable(.anyNumber), "Scores above it are unusual; null for too few.") {
        $0.threshold.map { .number(rounded($0)) } ?? .null
      },
      .init("excess", .anyNumber, "Deviations above the middle.") { .number(rounded($0.excess)) },
      .init("unusual", .bool, "Whether the score is above the threshold.") { .bool($0.isUnusual) },
    ])

  private static let baseline = AnswerFields<Anomaly.Standing>(
    "AnomalyBaseline",
    [
      .init(
        "kind", .choice(AnomalyBaseline.allCases.map(\.rawValue)),
        "library also for an album with too few pictures."
      ) { .string(($0.name.isEmpty ? .library : $0.baseline).rawValue) },
      .init("name", .nullable(.text), "The album or source.") {
        $0.name.isEmpty ? .null : .string($0.name)
      },
    ])

  private struct Normal: Sendable {
    let picture: PictureSummary
    let cosine: Double
  }

  private static let normal = AnswerFields<Normal>(
    "NormalItem",
    [
      .init("id", .id) { .string("\($0.picture.ulid)") },
      .init("score", .number(-1.001...1.001), "The cosine.") { .number(rounded($0.cosine)) },
      .init("placeholder", .text, "24 bytes in base 64; may be empty.") {
        .string(Base64.text($0.picture.placeholder))
      },
    ])

  private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
