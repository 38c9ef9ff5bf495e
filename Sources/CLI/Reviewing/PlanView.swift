import CommandKit
import Core
import Engine

/// What staging would do, in text and as JSON.
struct PlanView {
  let plan: ReviewPlan

  func lines(_ styles: Styles, hasUnicode: Bool) -> [String] {
    guard !plan.units.isEmpty else { return [] }
    let files = plan.units.lazy.flatMap(\.files)
    let sources = CommonFolder(of: files.map(\.file.path) + keptFiles)
    let targets = CommonFolder(of: files.map(\.destination))
    var lines: [String] = []
    if let folder = sources.path { lines.append(styles("From \(folder.display)", .faint)) }
    if let folder = targets.path { lines.append(styles("To   \(folder.display)", .faint)) }
    lines.append("")
    for unit in plan.units {
      lines += self.lines(unit, sources, targets, hasUnicode ? "→" : "->", styles)
    }
    if !plan.notes.isEmpty { lines += ["", styles("Good to know:", .strong)] }
    lines += plan.notes.map { "  " + Self.sentence($0) }
    return lines + ["", styles(summary + " would be set aside.", .strong)]
  }

  private var keptFiles: [FilePath] { plan.units.flatMap { $0.keepers.joined().map(\.path) } }

  private func lines(
    _ unit: ReviewPlan.Unit, _ sources: CommonFolder, _ targets: CommonFolder, _ arrow: String,
    _ styles: Styles
  ) -> [String] {
    var lines = unit.files.enumerated().map { position, file in
      let title = position == 0 ? "#\(unit.group)" : ""
      let indented = title + String(repeating: " ", count: max(1, 6 - title.count))
      let (from, to) = (sources.display(file.file.path), targets.display(file.destination))
      let moved = from == to ? from : "\(from) \(arrow) \(to)"
      let size = file.file.identity.size
      let mark = file.isRequested ? nil : PictureMark.word(of: file.file.path, size: size)
      let companion = file.isRequested ? "" : mark == nil ? ", travels with it" : ", marks it"
      let badge = MarkText.suffix(mark.map { [$0] } ?? [])
      return "\(indented)\(moved)\(badge)  (\(ByteCount.text(size))\(companion))"
    }
    let kept = Set(unit.keepers.joined().map(\.path)).sorted().map(sources.display)
    if let first = kept.first {
      let more = kept.count > 1 ? " and \(CountText.text(kept.count - 1)) more" : ""
      let reason = unit.reason.isEmpty ? "" : " (\(unit.reason))"
      lines.append("      " + styles("stays: \(first)\(more)\(reason)", .faint))
    }
    return lines
  }

  /// Counts and bytes.
  var summary: String {
    var text = CountText.text(plan.pictureCount, "picture")
    if plan.companionCount > 0 {
      text += " with \(CountText.text(plan.companionCount, "companion"))"
    }
    return text + ", \(ByteCount.text(plan.byteCount)),"
  }

  static func sentence(_ note: ReviewPlan.Note) -> String {
    switch note {
    case .sharedCompanionStays(let file, let owners):
      let names = owners.map(\.lastComponent.display).joined(separator: ", ")
      return "\(file.display) stays, because it also belongs to \(names)."
    case .travelsUncopied(let file, let picture):
      return "\(file.display) travels with \(picture.lastComponent.display), "
        + "though no copy of it stays."
    case .joins(let picture, let other, let folder):
      return "\(picture.display) goes to \(folder.display) with "
        + "\(other.lastComponent.display): they share files."
    case .renamed(let file, let target):
      return "\(file.display) becomes \(target.lastComponent.display): its name is taken there."
    }
  }

  var json: JSONValue {
    [
      "dry_run": true, "pictures": .integer(Int64(plan.pictureCount)),
      "companions": .integer(Int64(plan.companionCount)), "bytes": .integer(plan.byteCount),
      "units": .array(plan.units.map(Self.value)),
      "held_back": .array(plan.holds.map { .fault($0.namedFault) }),
      "notes": .array(plan.notes.map { .string(Self.sentence($0)) }),
    ]
  }

  private static func value(_ unit: ReviewPlan.Unit) -> JSONValue {
    [
      "group": .string(unit.group), "reason": .string(unit.reason),
      "files": .array(
        unit.files.map { file in
          .object(
            JSONValue.path(file.file.path) + JSONValue.path(file.destination, key: "destination")
              + [
                .init("bytes", .integer(file.file.identity.size)),
                .init("companion", .bool(!file.isRequested)),
              ])
        }),
      "stays": .array(
        Set(unit.keepers.joined().map(\.path)).sorted().map { .object(JSONValue.path($0)) }),
    ]
  }
}
