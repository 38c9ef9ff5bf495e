import Catalogue
import Core
import Files
import Grouping

/// Chooses anew, by a person's rules, which file of a listed group stays.
struct KeeperChoice {
  private let order: KeepOrder
  private let priority: PathPriority
  private let qualities: [ImageID: PictureQuality]
  private let reader: CatalogueReader

  /// - Throws: `glob.malformed`; a fault when the catalogue cannot be read.
  init(_ wish: KeepWish, reader: CatalogueReader) throws {
    order = KeepOrder(wish.rules)
    priority = try PathPriority(wish.prefer)
    qualities = wish.rules.contains(.bestQuality) ? try reader.qualities() : [:]
    self.reader = reader
  }

  /// The one that stays, and those that go: of the best of a group and others that a person wants to
  /// go. A grey, cropped or otherwise lesser copy never stays in the place of the whole picture.
  /// References never go.
  func choose(
    between best: ListedGroup.Member, and others: [ListedGroup.Member]
  ) throws -> (stays: ListedGroup.Member, leaves: [ListedGroup.Member]) {
    let equals = [best] + others.filter { $0.kind?.isAutomatic == true }
    let lesser = others.filter { $0.kind?.isAutomatic != true }
    let ranked = order.ranked(try equals.map(candidate)).map { equals[$0] }
    return (ranked[0], (ranked.dropFirst() + lesser).filter { !$0.isReference })
  }

  private func candidate(_ member: ListedGroup.Member) throws -> KeepCandidate {
    KeepCandidate(
      paths: [member.path], area: member.width * member.height, byteSize: member.identity.size,
      modified: member.identity.modified,
      metadata: try reader.image(member.image)?.record.metadata.richness ?? 0,
      priority: priority.place(of: member.path), quality: qualities[member.image]?.score,
      isReference: member.isReference)
  }
}
