import CommandKit
import Core
import Engine

/// What every search for things to thin out does once it has a report: shows or writes it, and sets
/// aside what goes.
struct CullCommandBody {
  let library: Library
  let invocation: Invocation

  func finish(_ report: CullReport) throws -> ExitCode {
    let code: ExitCode =
      invocation[CullOptions.mode] == .stage ? try stage(report) : try show(report)
    FaultList(report.issues, title: "left out").show(on: invocation.console)
    return code == .success && !report.issues.isEmpty ? .unreadableFiles : code
  }

  private func show(_ report: CullReport) throws -> ExitCode {
    let console = invocation.console
    let summary = CullText.summary(report)
    if invocation[StandardOptions.json] {
      try CullJSON(report: report).write(to: console)
      return .success
    }
    var file: FilePath?
    if let target = invocation[CullOptions.csv] {
      file = target
      try CullCSV(report: report).write(to: ResultFile(target, on: console))
    } else if let target = invocation[CullOptions.markdown] {
      file = target
      try CullMarkdown(report: report).write(to: ResultFile(target, on: console))
    } else if let target = invocation[CullOptions.html] {
      file = target
      try CullPage(report: report, thumbnail: library.reader.thumbnail(of:))
        .write(to: ResultFile(target, on: console))
    } else {
      try CullText(report: report, console: console).write()
    }
    if let file {
      if file != ResultFile.standardOutput { console.note(summary) }
    } else if report.groups.contains(where: { $0.others.contains(where: \.goes) }) {
      try console.flush()
      console.note("Next: \(CommandWords.thisLine(adding: "--mode stage --dry-run"))")
    }
    return .success
  }

  private func stage(_ report: CullReport) throws -> ExitCode {
    let place = try invocation[CullOptions.destination].map {
      StagingPlace.folder(try $0.absolute())
    }
    let plan = try library.planStaging(
      report, place: place, companions: invocation[CullOptions.companions])
    if invocation[CullOptions.dryRun] {
      return try StageCommand.preview(plan, invocation, line: CommandWords.thisLine())
    }
    return try StageCommand.stage(plan, in: library, invocation)
  }
}
