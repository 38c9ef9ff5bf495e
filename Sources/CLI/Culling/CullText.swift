import CommandKit
import Core
import Engine

/// A report as text, for people.
struct CullText {
  let report: CullReport
  let console: Console

  func write() throws {
    let styles = console.outputStyles
    let common = CommonFolder(of: report.paths)
    if let folder = common.path { try console.print(styles("In \(folder.display)", .faint) + "\n") }
    for group in report.groups {
      try console.print(styles("#\(group.number) \(group.title)", .strong))
      for choice in group.choices {
        var table = Table([
          .init(""), .init("", .trailing), .init("", .trailing), .init("", isFlexible: true),
          .init(""),
        ])
        for (place, file) in choice.files.enumerated() {
          table.add([
            place == 0 ? mark(choice) : "", "\(file.width)×\(file.height)",
            ByteCount.text(file.identity.size), common.display(file.path), Self.badges(file),
          ])
        }
        for line in table.lines() {
          try console.print("  " + (choice.isBest ? styles(line, .good) : line))
        }
        try console.print("      " + styles(Self.reason(choice), .faint))
      }
      try console.print()
    }
    try console.print(styles(Self.summary(report), .strong))
  }

  private func mark(_ choice: CullChoice) -> String {
    let hasUnicode = console.outputTraits.hasUnicode
    if choice.isBest { return hasUnicode ? "✓" : "*" }
    if choice.isReference { return hasUnicode ? "◆" : "R" }
    return hasUnicode ? "·" : "-"
  }

  /// `[cropped]`.
  static func badges(_ file: CullFile) -> String {
    file.marks.map { "[\($0)]" }.joined(separator: " ")
  }

  static func reason(_ choice: CullChoice) -> String {
    var words = choice.reasons
    if choice.isReference { words.append("in a reference folder, stays") }
    if !choice.isBest, !choice.isReference, !choice.goes { words.append("would stay") }
    return (choice.isBest ? "keep: " : "") + words.joined(separator: "; ")
  }

  /// Everything in one line.
  static func summary(_ report: CullReport) -> String {
    let isOfSets = report.subject == .sets
    let things: (String, String) = isOfSets ? ("set", "sets") : ("file", "files")
    let scope =
      report.subject == .imported
      ? CountText.text(report.lookedAt, "imported group")
      : CountText.text(report.lookedAt, things.0, things.1)
    if report.groups.isEmpty { return "Nothing found among \(scope)." }
    return "\(CountText.text(report.groups.count, "group")) with "
      + "\(CountText.text(report.redundant, things.0, things.1)) beside the best among \(scope); "
      + "\(ByteCount.text(report.reclaimableBytes)) to reclaim."
  }
}

extension CullReport {
  var paths: [FilePath] { groups.flatMap { $0.choices.flatMap { $0.files.map(\.path) } } }

  var title: String {
    switch subject {
    case .bursts: "Bursts"
    case .sets: "Stage sets"
    case .imported: "Imported groups"
    }
  }
}
