import CommandKit
import Core
import Engine

/// Groups of archives as text, for people.
struct VisualText {
  let groups: [VisualListing.Group]
  let console: Console

  func write() throws {
    let styles = console.outputStyles
    let common = CommonFolder(of: groups.lazy.flatMap { $0.members.flatMap(\.paths) })
    if let folder = common.path { try console.print(styles("In \(folder.display)", .faint) + "\n") }
    for group in groups {
      let count = group.members.reduce(0) { $0 + $1.paths.count }
      try console.print(
        styles(
          "#\(group.number) \(group.confidence) % visual match · "
            + CountText.text(count, "archive"), .strong))
      for member in group.members { try Self.write(member, to: console, below: common) }
      try console.print()
    }
  }

  /// An archive with its files and what it has in common with the one that was asked about.
  static func write(
    _ member: VisualListing.Member, to console: Console, below common: CommonFolder? = nil
  ) throws {
    let styles = console.outputStyles
    for (position, path) in member.paths.enumerated() {
      let isFirst = member.evidence == nil && position == 0
      let reason = position > 0 ? "same bytes" : reason(member)
      let mark = isFirst ? (console.outputTraits.hasUnicode ? "✓" : "*") : " "
      let line =
        "  \(mark) \(common?.display(path) ?? path.display)  \(ByteCount.text(member.byteSize))"
      try console.print(isFirst ? styles(line, .good) : line)
      try console.print("      " + styles(reason, .faint))
    }
  }

  private static func reason(_ member: VisualListing.Member) -> String {
    guard let evidence = member.evidence else {
      return CountText.text(member.fileCount, "file") + ", "
        + CountText.text(member.previews.count, "preview")
    }
    var words = ["\(evidence.confidence) %"] + evidence.reasons
    if let mean = evidence.mean, let best = evidence.best {
      words.append("best distance \(best), mean \(FixedPoint.text(mean, decimals: 1))")
    }
    return words.joined(separator: ", ")
  }

  /// Everything in one line.
  static func sentence(_ listing: VisualListing) -> String {
    let archives = CountText.text(listing.archiveCount, "distinct archive")
    guard !listing.groups.isEmpty else { return "No twins among \(archives)." }
    let files = listing.groups.reduce(0) { $0 + $1.members.reduce(0) { $0 + $1.paths.count } }
    return
      "\(CountText.text(listing.groups.count, "group")) of \(CountText.text(files, "archive file")) "
      + "that hold the same, among \(archives)."
  }
}
