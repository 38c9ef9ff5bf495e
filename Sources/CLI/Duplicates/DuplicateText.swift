import CommandKit
import Core
import Engine

/// Groups of duplicates as text, for people.
struct DuplicateText {
  let listing: DuplicateListing
  let console: Console
  private let common: CommonFolder
  private let styles: Styles

  /// How many groups a person reads on a terminal when they do not say.
  private static let terminalLimit = 100

  init(listing: DuplicateListing, console: Console) {
    self.listing = listing
    self.console = console
    styles = console.outputStyles
    common = CommonFolder(of: listing.groups.lazy.flatMap { $0.members.map(\.path) })
  }

  func write(limit: Int?) throws {
    let limit = limit ?? (console.outputTraits.isInteractive ? Self.terminalLimit : .max)
    if let folder = common.path { try console.print(styles("In \(folder.display)", .faint) + "\n") }
    for group in listing.groups.prefix(limit) { try write(group) }
    let hidden = listing.groups.count - min(limit, listing.groups.count)
    if hidden > 0 {
      try console.print(
        "… \(CountText.text(hidden, "more group")): semblance duplicates --last --limit "
          + "\(listing.groups.count)\n")
    }
  }

  private func write(_ group: ListedGroup) throws {
    try console.print(styles(heading(group), .strong))
    var table = Table([
      .init(""), .init("", .trailing), .init("", .trailing), .init(""),
      .init("", isFlexible: true),
    ])
    for member in group.members {
      table.add([
        mark(member), "\(member.width)×\(member.height)", ByteCount.text(member.identity.size),
        member.format.title,
        common.display(member.path) + MarkText.suffix(member.marks),
      ])
    }
    let width = console.outputTraits.isInteractive ? console.outputTraits.width - 2 : nil
    for (line, member) in zip(table.lines(width: width), group.members) {
      try write(line, member)
    }
    try console.print()
  }

  /// A file and, on the same line where there is room, why it is here.
  private func write(_ line: String, _ member: ListedGroup.Member) throws {
    let reason = Self.reason(member)
    let shown = "  " + (member.isBest ? styles(line, .good) : line)
    let room = console.outputTraits.isInteractive ? console.outputTraits.width : Int.max
    if DisplayWidth.of(line) + DisplayWidth.of(reason) + 6 <= room {
      try console.print(shown + "   " + styles(reason, .faint))
    } else {
      try console.print(shown + "\n     " + styles(reason, .faint))
    }
  }

  private func heading(_ group: ListedGroup) -> String {
    let kinds = group.others.compactMap(\.kind)
    let (least, most) = (kinds.min() ?? group.kind, kinds.max() ?? group.kind)
    var parts = [least == most ? most.title : "\(least.title) … \(most.title)"]
    if group.confidence < 100 { parts.append("\(group.confidence) %") }
    if group.kind.isCopy {
      parts.append(CountText.text(group.others.count, "copy", "copies"))
      let bytes = group.reclaimableBytes
      parts.append(bytes > 0 ? "\(ByteCount.text(bytes)) to reclaim" : "nothing to reclaim")
    } else {
      parts.append(
        CountText.text(group.members.count, group.kind == .burst ? "moment" : "picture"))
    }
    return "#\(group.number) " + parts.joined(separator: " · ")
  }

  private func mark(_ member: ListedGroup.Member) -> String {
    let hasUnicode = console.outputTraits.hasUnicode
    if member.isBest { return hasUnicode ? "✓" : "*" }
    if member.isReference { return hasUnicode ? "◆" : "R" }
    return hasUnicode ? "·" : "-"
  }

  /// Why it is the best, or what it is to the best: `cropped, 94 %: shows 62 % of the best`.
  static func reason(_ member: ListedGroup.Member) -> String {
    var words = member.reasons
    if member.isReference { words.append("in a reference folder") }
    guard let kind = member.kind else { return "keep: " + words.joined(separator: ", ") }
    if kind <= .identicalPixels, !words.isEmpty { words.removeFirst() }
    let sure = member.confidence < 100 ? ", \(member.confidence) %" : ""
    return kind.title + sure + (words.isEmpty ? "" : ": " + words.joined(separator: ", "))
  }
}
