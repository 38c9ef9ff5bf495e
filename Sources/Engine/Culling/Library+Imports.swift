import Catalogue
package import Core
package import Culling
import Files
import Grouping

extension Library {
  /// Another program's groups, ranked by the rules of the search, each member compared with the one
  /// to keep. Members that are not indexed are named and left out.
  ///
  /// - Throws: `import.unknown`; a fault when the file cannot be read; ``Cancelled``.
  package func importGroups(
    from file: FilePath, _ search: CullSearch,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> (report: CullReport, format: ImportedGroups.Format) {
    let contents = try FileContents(reading: file, limit: 1 << 30)
    let imported: ImportedGroups
    do throws(Fault) {
      imported = try ImportedGroups(contents.withBytes { Array($0) })
    } catch {
      var fault = error
      fault.path = file
      throw fault
    }
    let scope = try CullScope(search, reader: reader)
    let places = Dictionary(
      scope.files.enumerated().map { ($1.file.path, $0) }, uniquingKeysWith: { one, _ in one })
    var report = CullReport(subject: .imported, groups: [], lookedAt: imported.groups.count)
    for group in imported.groups {
      try cancellation.check()
      var members: [Int] = []
      for path in group.paths {
        if let place = places[(try? path.resolved()) ?? path] {
          if !members.contains(place) { members.append(place) }
        } else {
          report.issues.append(
            Fault(
              "catalogue.unknown-file", .user, "is not indexed",
              remedy: "Run: semblance index FOLDER", path: path))
        }
      }
      let reference = group.hasReference ? group.paths.first : nil
      if let group = try Self.group(members, reference, report.groups.count + 1, scope) {
        report.groups.append(group)
      }
    }
    return (report, imported.format)
  }

  private static func group(
    _ members: [Int], _ reference: FilePath?, _ number: Int, _ scope: CullScope
  ) throws -> CullGroup? {
    guard members.count > 1 else { return nil }
    let candidates = members.map { member in
      scope.candidate([member], isReference: scope.files[member].file.path == reference)
    }
    let ranked = scope.order.ranked(candidates)
    let best = members[ranked[0]]
    var choices: [CullChoice] = []
    for (place, rank) in ranked.enumerated() {
      let member = members[rank]
      if place == 0 {
        let reason = scope.order.reason(for: candidates[ranked[0]], over: candidates[ranked[1]])
        if let choice = try scope.choice(
          [member], kinds: [], isConfirmed: true, reasons: [reason])
        {
          choices.append(choice)
        }
        continue
      }
      let kind = scope.isRefused(best, member) ? nil : try scope.kind(best, member)
      let choice = try scope.choice(
        [member], kinds: [kind], isConfirmed: kind?.isCopy == true,
        reasons: [kind?.title ?? "another picture, by a look at it"])
      if var choice {
        // What another program keeps as a reference is not moved here either.
        if candidates[rank].isReference {
          choice.isReference = true
          choice.goes = false
        }
        choices.append(choice)
      }
    }
    guard choices.count > 1, choices[0].isBest else { return nil }
    return CullGroup(number: number, title: "found by another program", choices: choices)
  }
}
