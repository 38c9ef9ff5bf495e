import CommandKit
import Core
import Engine

/// Clusters, pairs and outliers for people.
struct ClusterText {
  let console: Console

  /// Members of a cluster that are shown on a terminal before the rest is only counted.
  private static let terminalMembers = 8

  func write(_ listing: ClusterListing, limit: Int) throws {
    let count = listing.pictureCount - listing.alone.count
    let sentence =
      listing.clusters.isEmpty
      ? "No two of \(CountText.text(listing.pictureCount, "picture")) are so alike."
      : "\(CountText.text(listing.clusters.count, "cluster")) of "
        + "\(CountText.text(count, "picture")); \(CountText.text(listing.alone.count)) in none."
    try console.print(console.outputStyles(sentence, .strong))
    let shown = listing.clusters.prefix(limit)
    let common = CommonFolder(of: shown.lazy.flatMap(\.members).map(\.picture.path))
    for (index, cluster) in shown.enumerated() {
      let title =
        "\n\(index + 1). \(CountText.text(cluster.members.count, "picture")), "
        + "\(percent(cluster.cohesion)) alike on average"
      try console.print(console.outputStyles(title, .heading))
      try write(cluster.members, common)
    }
    try noteHidden(listing.clusters.count - shown.count, "cluster")
  }

  private func write(_ members: [ClusterListing.Member], _ common: CommonFolder) throws {
    let most = console.outputTraits.isInteractive ? Self.terminalMembers : .max
    var table = Table([.init("", .trailing), .init("", isFlexible: true)])
    for member in members.prefix(most) {
      table.add([percent(member.cosine), name(of: member.picture, common)])
    }
    try write(table)
    if members.count > most {
      try console.print("     … and \(CountText.text(members.count - most)) more")
    }
  }

  func write(_ listing: PairListing, limit: Int) throws {
    let pictures = CountText.text(listing.pictureCount, "picture")
    let sentence =
      listing.pairs.isEmpty
      ? "No two of \(pictures) are so alike."
      : "\(CountText.text(listing.pairs.count, "pair")) among \(pictures)."
    try console.print(console.outputStyles(sentence, .strong))
    let shown = listing.pairs.prefix(limit)
    let common = CommonFolder(of: shown.lazy.flatMap { [$0.first.path, $0.second.path] })
    var table = Table([.init("", .trailing), .init(""), .init("", isFlexible: true)])
    for pair in shown {
      table.add([percent(pair.cosine), name(of: pair.first, common), name(of: pair.second, common)])
    }
    try write(table)
    try noteHidden(listing.pairs.count - shown.count, "pair")
  }

  func write(_ listing: OutlierListing, limit: Int) throws {
    let shown = listing.pictures.prefix(limit)
    let common = CommonFolder(of: shown.lazy.map(\.picture.path))
    var table = Table([
      .init("Outlier", .trailing), .init("Unique", .trailing), .init("Represents", .trailing),
      .init("Picture", isFlexible: true),
    ])
    for each in shown {
      table.add([
        FixedPoint.text(Double(each.outlierFactor), decimals: 2), percent(each.uniqueness),
        percent(each.representativeness), name(of: each.picture, common),
      ])
    }
    try write(table)
    try noteHidden(listing.pictures.count - shown.count, "picture")
  }

  private func write(_ table: Table) throws {
    let traits = console.outputTraits
    for line in table.lines(
      width: traits.isInteractive ? traits.width - 2 : nil, styles: console.outputStyles)
    { try console.print("  " + line) }
  }

  private func noteHidden(_ count: Int, _ noun: String) throws {
    if count > 0 {
      try console.print("\n… \(CountText.text(count, "more " + noun)); --limit shows them.")
    }
  }

  private func name(of picture: VectorPicture, _ common: CommonFolder) -> String {
    let others = picture.paths.count - 1
    return common.display(picture.path) + MarkText.suffix(picture.marks)
      + (others > 0 ? "  (+\(CountText.text(others)) same bytes)" : "")
  }

  /// A likeness below 0 is none.
  private func percent(_ value: Float) -> String { FixedPoint.percent(Double(max(0, value))) }
}
