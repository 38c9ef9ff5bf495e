internal import Core
internal import Engine
internal import HTTPKit

/// Archives that hold the same, as they are answered.
struct ArchiveGroupAnswer: Sendable {
  let number: Int
  let confidence: Int
  let archives: [ArchiveAnswer]

  init(_ group: VisualListing.Group) {
    number = group.number
    confidence = group.confidence
    archives = group.members.map { ArchiveAnswer($0) }
  }

  static let fields = AnswerFields<ArchiveGroupAnswer>(
    "ArchiveGroup",
    [
      .init("number", .count) { .count($0.number) },
      .init("confidence", .integer(0...100), "The least of its archives'.") {
        .count($0.confidence)
      },
      .init("title", .text, "As: 95% Visual Match.") { .string("\($0.confidence)% Visual Match") },
      .init("archives", .list(ArchiveAnswer.fields.shape), "The one to keep first.") {
        .array($0.archives.map(ArchiveAnswer.fields.value))
      },
    ])
}
