import CommandKit
import Core
import Engine

/// What a search for duplicates adds up to, and what can be done now.
struct DuplicateSummary {
  let listing: DuplicateListing

  private struct Row {
    var kind: DuplicateKind
    var count: Int
    var bytes: Int64
  }

  /// Copies by what they are to the best of their group.
  private var rows: [Row] {
    var rows: [DuplicateKind: Row] = [:]
    for copy in listing.groups.lazy.flatMap(\.others) {
      guard let kind = copy.kind else { continue }
      var row = rows[kind] ?? Row(kind: kind, count: 0, bytes: 0)
      row.count += 1
      if !copy.isReference, kind.isCopy {
        row.bytes = [row.bytes, copy.identity.size].saturatingSum()
      }
      rows[kind] = row
    }
    return rows.values.sorted { $0.kind < $1.kind }
  }

  /// Everything in one line.
  var sentence: String {
    let files = CountText.text(listing.fileCount, "file")
    let groups = listing.groups.filter(\.kind.isCopy)
    guard !listing.groups.isEmpty else { return "No duplicates among \(files)." }
    let copies = rows.filter(\.kind.isCopy)
    let scenes = listing.groups.count { $0.kind == .burst }
    let lookAlikes = listing.groups.count { $0.kind == .visual }
    let text =
      "\(CountText.text(groups.count, "group")) with "
      + CountText.text(copies.reduce(0) { $0 + $1.count }, "copy", "copies")
      + " among \(files); \(ByteCount.text(copies.reduce(0) { $0 + $1.bytes })) to reclaim"
    return text + (scenes == 0 ? "" : "; \(CountText.text(scenes, "scene"))")
      + (lookAlikes == 0
        ? "." : "; \(CountText.text(lookAlikes, "group")) of pictures that look alike.")
  }

  func lines(_ styles: Styles) -> [String] {
    var table = Table([.init("", .trailing), .init(""), .init("", .trailing)])
    for row in rows {
      table.add([
        CountText.text(row.count), row.kind.title,
        row.kind.isCopy ? ByteCount.text(row.bytes) : "",
      ])
    }
    return [styles(sentence, .strong)] + table.lines().map { "  " + $0 }
  }

  /// Commands to go on with.
  var nextSteps: [String] {
    guard let first = listing.groups.first else { return [] }
    var steps: [(String, String)] = []
    let automatic = rows.filter(\.kind.isAutomatic).reduce(0) { $0 + $1.count }
    if automatic > 0 {
      steps.append(
        (
          "semblance stage",
          "see how the \(CountText.text(automatic, "sure copy", "sure copies")) would be set aside"
        ))
    }
    let group = (listing.groups.first { !$0.kind.isAutomatic } ?? first).number
    steps.append(("semblance stage --group \(group)", "the same for a group that you looked at"))
    steps.append(("semblance duplicates --last --html report.html", "look at the pictures"))
    steps.append(("semblance ignore --group \(group)", "never show a group again"))
    var table = Table([.init(""), .init("")])
    for step in steps { table.add([step.0, step.1]) }
    return ["", "Next:"] + table.lines().map { "  " + $0 }
  }
}
