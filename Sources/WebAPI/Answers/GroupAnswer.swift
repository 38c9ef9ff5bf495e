internal import Core
internal import Engine
internal import HTTPKit

/// A group of duplicates, with what its files show.
struct GroupAnswer: Sendable {
  let run: Int64
  let group: ListedGroup
  /// What is shown of its members' pictures.
  let pictures: [ImageID: PictureSummary]

  init(_ group: ListedGroup, run: Int64, _ reader: CatalogueReader) throws {
    self.run = run
    self.group = group
    let pictures = try reader.summaries(of: Set(group.members.map(\.image)).sorted())
    self.pictures = Dictionary(uniqueKeysWithValues: pictures.map { ($0.id, $0) })
  }

  /// Names a group: the number of its search, and its own in it. After another search it names nothing.
  var id: String { "\(run)-\(group.number)" }

  /// The search and the number of an id; `nil` for what is none.
  static func parts(of id: String) -> (run: Int64, number: Int)? {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let run = Int64(parts[0]), let number = Int(parts[1]), number > 0 else {
      return nil
    }
    return (run, number)
  }

  /// What is said of a group wherever it is named.
  static let head = AnswerFields<GroupAnswer>(
    "GroupHead",
    [
      .init("id", .text) { .string($0.id) },
      .init("number", .count, "In its search.") { .count($0.group.number) },
      .init("kind", kinds) { .string($0.group.kind.rawValue) },
      .init("title", .text, "The kind in words.") { .string($0.group.kind.title) },
      .init("confidence", .integer(0...100)) { .count($0.group.confidence) },
      .init("best_image_id", .nullable(.id)) { .known($0.ulid($0.group.best)) },
    ])

  static let fields = AnswerFields<GroupAnswer>(
    "Group",
    head.fields + [
      .init("state", .choice(["open", "resolved"]), "Open while copies are left.") { group in
        .string(group.group.members.count > 1 ? "open" : "resolved")
      },
      .init("automatic", .bool, "Whether it may be resolved without a look.") {
        .bool($0.group.kind.isAutomatic)
      },
      .init("reasons", .list(.text), "Why the best is the best.") { .texts($0.group.best.reasons) },
      .init("reclaimable_bytes", .count) { .integer($0.group.reclaimableBytes) },
      .init("members", .list(member.shape), "The best first.") { group in
        .array(group.group.members.map { member.value(of: Member(whole: group, member: $0)) })
      },
    ])

  struct Member: Sendable {
    let whole: GroupAnswer
    let member: ListedGroup.Member
  }

  static let member = AnswerFields<Member>(
    "GroupMember",
    [
      .init("file_id", .count) { .integer($0.member.file.rawValue) },
      .init("image_id", .nullable(.id)) { .known($0.whole.ulid($0.member)) },
      .init("image", .nullable(PictureItem.fields.shape)) { member in
        member.whole.pictures[member.member.image].map(PictureItem.value) ?? .null
      },
      .init("path", .text) { .string($0.member.path.display) },
      .init("path_bytes", .text, required: false) {
        JSONValue.object(JSONValue.path($0.member.path))["path_bytes"]
      },
      .init("bytes", .count) { .integer($0.member.identity.size) },
      .init("byte_size", .count) { .integer($0.member.identity.size) },
      .init("width", .count) { .count($0.member.width) },
      .init("height", .count) { .count($0.member.height) },
      .init("format", PictureItem.formats) { .string($0.member.format.rawValue) },
      .init("best", .bool) { .bool($0.member.isBest) },
      .init("reference", .bool, "In a folder from which nothing is moved.") {
        .bool($0.member.isReference)
      },
      .init("kind", .nullable(kinds), "What it is to the best.") {
        .known($0.member.kind?.rawValue)
      },
      .init("percent", .integer(0...100), "How sure that is.") { .count($0.member.confidence) },
      .init("confidence", .integer(0...100)) { .count($0.member.confidence) },
      .init("kept_reason", .nullable(.text), "Why it would be kept.") { member in
        member.member.isBest
          ? .string(member.member.reasons.joined(separator: ", "))
          : member.member.isReference ? "in a reference folder" : .null
      },
      .init("why", .text, "What makes it a duplicate, or the best.") {
        .string($0.member.reasons.joined(separator: ", "))
      },
      .init("reasons", .list(.text)) { .texts($0.member.reasons) },
      .init("marks", .list(.text), "Words of the marks beside it, as cropped.") {
        .texts($0.member.marks)
      },
      .init("thumbnail_url", .nullable(.text)) { member in
        .known(member.whole.ulid(member.member).map { "/api/images/\($0)/thumbnail" })
      },
    ])

  static let kinds = JSONShape.choice(DuplicateKind.allCases.map(\.rawValue))

  private func ulid(_ member: ListedGroup.Member) -> String? {
    pictures[member.image].map { "\($0.ulid)" }
  }
}
