import CommandKit
import Core
import Engine

/// How many pictures each label was given.
struct TagText {
  private static let mostLabels = 40

  let listing: TagListing
  let isKept: Bool
  let console: Console

  func write() throws {
    let totals = listing.totals
    let verb = isKept ? "Tagged" : "Would tag"
    try console.print(
      "\(verb) \(CountText.text(listing.taggedCount)) of "
        + "\(CountText.text(listing.pictures.count, "picture")) with "
        + "\(CountText.text(totals.count)) of \(CountText.text(listing.labels.count, "label")), "
        + "by \(listing.model)")
    if totals.isEmpty { return }
    try console.print()
    var table = Table([
      .init("Label", isFlexible: true), .init("Pictures", .trailing),
      .init("Confidence", .trailing),
    ])
    for total in totals.prefix(Self.mostLabels) {
      table.add([
        total.label, CountText.text(total.pictures),
        FixedPoint.percent(total.confidence),
      ])
    }
    for line in table.lines() { try console.print(line) }
    if totals.count > Self.mostLabels {
      try console.print("… and \(CountText.text(totals.count - Self.mostLabels, "label")) more")
    }
  }
}
