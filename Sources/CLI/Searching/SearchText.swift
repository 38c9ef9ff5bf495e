import CommandKit
import Core
import Engine

/// What a search found as a table, for people.
struct SearchText {
  let page: SearchPage
  let explains: Bool
  let console: Console
  private let common: CommonFolder

  init(page: SearchPage, explains: Bool, console: Console) {
    self.page = page
    self.explains = explains
    self.console = console
    common = CommonFolder(of: page.hits.lazy.flatMap(\.paths))
  }

  func write() throws {
    if page.hits.isEmpty { return }
    let styles = console.outputStyles
    if let folder = common.path { try console.print(styles("In \(folder.display)", .faint) + "\n") }
    let isRanked = page.hits.contains { $0.band != nil }
    var table = Table([
      .init(isRanked ? "Match" : ""), .init("", .trailing), .init("Taken"),
      .init("Size", .trailing), .init("Format"), .init("File", isFlexible: true),
    ])
    for hit in page.hits { table.add(row(hit)) }
    let width = console.outputTraits.isInteractive ? console.outputTraits.width : nil
    let lines = table.lines(width: width, styles: styles)
    try console.print(lines[0])
    for (line, hit) in zip(lines.dropFirst(), page.hits) {
      try console.print(styled(line, hit, styles))
      for (path, marks) in zip(hit.paths, hit.fileMarks).dropFirst() {
        try console.print(styles("    also \(name(path, marks))", .faint))
      }
      if explains {
        for reason in hit.explanations {
          try console.print(styles("    \(reason)", .faint))
        }
      }
    }
  }

  private func name(_ path: FilePath, _ marks: [String]) -> String {
    common.display(path) + MarkText.suffix(marks)
  }

  private func row(_ hit: SearchHit) -> [String] {
    let record = hit.image.record
    return [
      hit.band?.title ?? "", hit.band == nil ? "" : "\(Self.percent(hit.score)) %",
      record.metadata.takenLocal.map { String($0.prefix(10)) } ?? "",
      "\(record.width)×\(record.height)", record.format.title,
      hit.paths.isEmpty ? "" : name(hit.paths[0], hit.fileMarks[0]),
    ]
  }

  private func styled(_ line: String, _ hit: SearchHit, _ styles: Styles) -> String {
    guard let band = hit.band, line.hasPrefix(band.title) else { return line }
    let style: Style =
      switch band {
      case .strong: .good
      case .likely: .accent
      case .weak: .warning
      case .none: .faint
      }
    return styles(band.title, style) + line.dropFirst(band.title.count)
  }

  /// Rounded down: 100 % is certain.
  static func percent(_ score: Double) -> Int {
    Int(saturating: (score * 100 + 1e-9).rounded(.down))
  }
}
