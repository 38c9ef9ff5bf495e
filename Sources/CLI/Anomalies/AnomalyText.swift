import CommandKit
import Core
import Engine

/// Unusual pictures for people.
struct AnomalyText {
  let listing: AnomalyListing
  let isFiltered: Bool
  let console: Console

  func write() throws {
    try console.print(console.outputStyles(head, .strong))
    let common = CommonFolder(of: listing.entries.lazy.compactMap(\.picture.path))
    var table = Table([
      .init("Beyond usual", .trailing), .init("By"), .init("Picture", isFlexible: true),
    ])
    for entry in listing.entries {
      let standing = entry.standing
      table.add([
        FixedPoint.text(standing.excess, decimals: 1), standing.measure.rawValue,
        entry.picture.path.map(common.display) ?? "\(entry.picture.ulid)",
      ])
    }
    let traits = console.outputTraits
    let width = traits.isInteractive ? traits.width - 2 : nil
    for line in table.lines(width: width, styles: console.outputStyles) {
      try console.print("  " + line)
    }
    for entry in listing.entries.prefix(traits.isInteractive ? 3 : 0) {
      let name = entry.picture.path?.lastComponent.display ?? "\(entry.picture.ulid)"
      try console.print("\n\(name): \(entry.standing.reason)")
    }
    let hidden = listing.total - listing.entries.count
    if hidden > 0 {
      try console.print("\n… \(CountText.text(hidden, "more picture")); --limit shows them.")
    }
  }

  private var head: String {
    let compared = CountText.text(listing.look?.pictureCount ?? 0, "picture")
    let unusual = CountText.text(listing.look?.unusualCount ?? 0)
    let sentence = "\(unusual) of \(compared) unusual in the library."
    return isFiltered
      ? sentence + " \(CountText.text(listing.total, "picture")) of those asked for:" : sentence
  }
}
