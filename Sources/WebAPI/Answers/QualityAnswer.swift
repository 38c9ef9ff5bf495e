internal import Core
internal import Engine
internal import HTTPKit

/// A picture's quality: what was measured and what it means, and what is wrong.
enum QualityAnswer {
  static let fields = AnswerFields<PictureQuality>(
    "Quality",
    [
      .init("score", .nullable(.number(0...1)), "All parts together: 0 is bad, 1 is good.") {
        .known($0.score)
      },
      .init("measures", .list(measure.shape)) { quality in
        .array(measures(of: quality).map(measure.value))
      },
      .init("issues", .list(issue.shape)) { quality in .array(quality.issues.map(issue.value)) },
      .init("notes", .list(.text), "What could not be judged, and why.") { .texts($0.notes) },
    ])

  struct Measure: Sendable {
    var name: String
    var value: Double?
    var meaning: String
    var model: String?
  }

  static let measure = AnswerFields<Measure>(
    "QualityMeasure",
    [
      .init("name", .text) { .string($0.name) },
      .init("value", .nullable(.anyNumber)) { .known($0.value) },
      .init("meaning", .text) { .string($0.meaning) },
      .init("model", .nullable(.text), "What measured it, where that can be chosen.") {
        .known($0.model)
      },
    ])

  static let issue = AnswerFields<PictureQuality.Issue>(
    "QualityIssue",
    [
      .init("kind", .text) { .string($0.kind) },
      .init("score", .nullable(.number(0...1)), "0 is bad, 1 is good.") { .known($0.score) },
      .init("threshold", .anyNumber, "A score below it is an issue.") { .number($0.threshold) },
      .init("value", .anyNumber, "What was measured.") { .number($0.value) },
      .init("found", .bool) { .bool($0.isFound) },
      .init("reason", .text) { .string($0.reason) },
    ])

  private static func measures(of quality: PictureQuality) -> [Measure] {
    [
      Measure(
        name: "opinion", value: quality.opinion,
        meaning: "How good people would find it, 0 to 100.", model: quality.opinionModel),
      Measure(
        name: "brisque", value: quality.brisque,
        meaning: "About 0 for a pristine picture, to 100 for a damaged one.",
        model: quality.brisqueModel),
      Measure(
        name: "naturalness", value: quality.naturalness,
        meaning: "0 for a natural picture, and more the further from one.",
        model: quality.naturalnessModel),
      Measure(
        name: "sharpness", value: quality.sharpness,
        meaning: "Fine detail; to be compared between pictures of one scene."),
      Measure(
        name: "exposure", value: quality.exposure,
        meaning: "How well it is exposed: 0 is bad, 1 is good."),
      Measure(name: "noise", value: quality.noise, meaning: "Noise, in levels of grey of 255."),
      Measure(
        name: "clipped", value: quality.clipped,
        meaning: "The share of pixels in which a channel has no detail left, 0 to 1."),
      Measure(
        name: "colourfulness", value: quality.colourfulness,
        meaning: "0 without colour, about 100 where it is gaudy."),
    ]
  }
}
