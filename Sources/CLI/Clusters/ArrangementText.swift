import CommandKit
import Core
import Engine

/// What `semblance group` would make, for people.
struct ArrangementText {
  let arrangement: Arrangement
  let console: Console

  /// Files of a folder, and remarks, that are shown before the rest is only counted.
  private static let (shownFiles, shownNotes) = (4, 8)

  func write(limit: Int) throws {
    let styles = console.outputStyles
    let plan = arrangement.plan
    if plan.units.isEmpty { return try console.print(styles(summary, .strong)) }
    let shown = arrangement.folders.prefix(limit)
    let common = CommonFolder(of: shown.lazy.flatMap(\.units).map(\.picture))
    if let folder = common.path {
      try console.print(styles("From \(folder.display)", .faint))
    }
    try console.print(styles("Into \(arrangement.target.display), \(manner)", .faint))
    for folder in shown { try write(folder, common) }
    let hidden = arrangement.folders.count - shown.count
    if hidden > 0 {
      try console.print("\n… \(CountText.text(hidden, "more folder")); --limit shows them.")
    }
    if !plan.notes.isEmpty { try console.print("\n" + styles("Good to know:", .strong)) }
    for note in plan.notes.prefix(Self.shownNotes) {
      try console.print("  " + PlanView.sentence(note))
    }
    if plan.notes.count > Self.shownNotes {
      let more = CountText.text(plan.notes.count - Self.shownNotes)
      try console.print("  … and \(more) more; --json lists them.")
    }
    try console.print("\n" + styles(summary, .strong))
  }

  private func write(_ folder: Arrangement.Folder, _ common: CommonFolder) throws {
    var title = "\n\(folder.name.display)   \(CountText.text(folder.pictureCount, "picture"))"
    let companions = folder.fileCount - folder.pictureCount
    if companions > 0 { title += " with \(CountText.text(companions, "companion"))" }
    if let cohesion = folder.cohesion {
      title += ", \(FixedPoint.percent(Double(max(0, cohesion)))) alike on average"
    }
    try console.print(console.outputStyles(title, .heading))
    let arrow = console.outputTraits.hasUnicode ? "→" : "->"
    let pictures = folder.units.flatMap(\.files).filter(\.isRequested)
    for file in pictures.prefix(Self.shownFiles) {
      let marks = MarkText.suffix(arrangement.marks[file.file.path] ?? [])
      let isRenamed = file.file.path.lastComponent != file.destination.lastComponent
      let name = isRenamed ? " \(arrow) \(file.destination.lastComponent.display)" : ""
      try console.print("  " + common.display(file.file.path) + marks + name)
    }
    if pictures.count > Self.shownFiles {
      try console.print("  … and \(CountText.text(pictures.count - Self.shownFiles)) more")
    }
  }

  private var manner: String {
    switch arrangement.plan.way {
    case .symlink: "as links"
    case .copy: "as copies"
    case .move: "moved"
    }
  }

  private var summary: String {
    let plan = arrangement.plan
    var text = "No pictures are so alike."
    if !plan.units.isEmpty {
      text = CountText.text(plan.pictureCount, "picture")
      if plan.companionCount > 0 {
        text += " with \(CountText.text(plan.companionCount, "companion"))"
      }
      if plan.way != .symlink { text += ", \(ByteCount.text(plan.byteCount))," }
      text += " in \(CountText.text(arrangement.folders.count, "folder"))."
    }
    if arrangement.alone > 0 {
      text += " \(CountText.text(arrangement.alone, "picture")) in no cluster"
      text += arrangement.alone == 1 ? " stays where it is." : " stay where they are."
    }
    if arrangement.references > 0 {
      text += " \(CountText.text(arrangement.references, "file")) in reference folders never move."
    }
    return text
  }
}
