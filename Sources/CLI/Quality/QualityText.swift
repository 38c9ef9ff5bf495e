import CommandKit
import Core
import Engine

/// The quality of pictures as text, for people: scores as a histogram, issues by kind, and the first
/// pictures with their reasons.
struct QualityText {
  let listing: QualityListing
  let console: Console
  let order: QualityQuery.Order
  private let common: CommonFolder
  private let styles: Styles

  private static let barWidth = 40

  init(listing: QualityListing, console: Console, order: QualityQuery.Order) {
    self.listing = listing
    self.console = console
    self.order = order
    styles = console.outputStyles
    common = CommonFolder(of: listing.pictures.lazy.map(\.path))
  }

  func write(limit: Int) throws {
    try console.print(styles(QualitySummary(listing: listing).sentence, .strong))
    try writeHistogram()
    try writeCounts()
    try writePictures(limit)
    try writeUnmeasured()
    if let clip = listing.clip {
      try console.print("\n" + styles("CLIP-IQA: \(clip.words).", .faint))
    }
  }

  private func writeHistogram() throws {
    let bins = listing.histogram
    guard let most = bins.max(), most > 0 else { return }
    try console.print("\n" + styles("Scores", .heading))
    let mark = console.outputTraits.hasUnicode ? "█" : "#"
    var table = Table([.init("", .trailing), .init("", .trailing), .init("")])
    for (index, count) in bins.enumerated() {
      let length = count == 0 ? 0 : max(1, count * Self.barWidth / most)
      table.add([
        "\(index * 10)–\(index * 10 + 10)", CountText.text(count),
        String(repeating: mark, count: length),
      ])
    }
    for line in table.lines() { try console.print("  " + line) }
  }

  private func writeCounts() throws {
    let counts = listing.counts
    if counts.isEmpty { return }
    let title = listing.isFitted ? "Issues, beside the rest of these pictures" : "Issues"
    try console.print("\n" + styles(title, .heading))
    var table = Table([.init("", .trailing), .init(""), .init("")])
    for (kind, count) in counts.sorted(by: { ($1.count, $0.kind) < ($0.count, $1.kind) }) {
      let name = kind == IssueTitles.title(kind) ? "" : kind
      table.add([CountText.text(count), IssueTitles.title(kind), name])
    }
    for line in table.lines() { try console.print("  " + line) }
  }

  private func writePictures(_ limit: Int) throws {
    let shown = listing.pictures.prefix(limit)
    if shown.isEmpty { return }
    let title =
      switch order {
      case .worst: "Worst"
      case .best: "Best"
      case .path: "Pictures"
      }
    let place = common.path.map { " in \($0.display)" } ?? ""
    try console.print("\n" + styles(title, .heading) + styles(place, .faint))
    var table = Table([.init("", .trailing), .init("", isFlexible: true)])
    for picture in shown {
      let name = common.display(picture.path) + MarkText.suffix(picture.marks)
      table.add([QualitySummary.score(picture.score), name])
    }
    let width = console.outputTraits.isInteractive ? console.outputTraits.width - 2 : nil
    for (line, picture) in zip(table.lines(width: width), shown) {
      try console.print("  " + line)
      let opinion = picture.clipIQA.map { "CLIP-IQA \(QualitySummary.score($0))" }
      let reason = [QualitySummary.reason(picture), opinion ?? ""]
        .filter { !$0.isEmpty }.joined(separator: "; ")
      if !reason.isEmpty { try console.print("       " + styles(reason, .faint)) }
    }
    let hidden = listing.pictures.count - shown.count
    if hidden > 0 {
      try console.print("\n… \(CountText.text(hidden, "more picture")); --limit shows them.")
    }
  }

  private func writeUnmeasured() throws {
    if listing.unmeasured.isEmpty { return }
    let limit = console.outputTraits.isInteractive ? 10 : .max
    try console.print("\n" + styles("Without a measurement", .heading))
    for picture in listing.unmeasured.prefix(limit) {
      try console.print("  \(picture.path.display)")
      try console.print("       " + styles(picture.reason, .faint))
    }
    let hidden = listing.unmeasured.count - min(limit, listing.unmeasured.count)
    if hidden > 0 { try console.print("  … and \(CountText.text(hidden)) more") }
  }
}
