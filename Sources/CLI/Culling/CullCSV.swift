import CommandKit
import Core
import Engine

/// A report as a table, one record a file.
struct CullCSV {
  let report: CullReport

  func write(to output: ResultFile) throws {
    try output.write(
      CSVText.row([
        "group", "title", "choice", "best", "reference", "confirmed", "goes", "kind", "path",
        "width", "height", "format", "bytes", "marks", "reasons", "sha256",
      ]))
    for group in report.groups {
      for (number, choice) in group.choices.enumerated() {
        for file in choice.files {
          try output.write(CSVText.row(Self.fields(group, number + 1, choice, file)))
        }
      }
    }
    try output.finish()
  }

  private static func fields(
    _ group: CullGroup, _ number: Int, _ choice: CullChoice, _ file: CullFile
  ) -> [String] {
    func flag(_ holds: Bool) -> String { holds ? "1" : "0" }
    return [
      "\(group.number)", group.title, "\(number)", flag(choice.isBest), flag(choice.isReference),
      flag(choice.isConfirmed), flag(choice.goes), file.kind?.rawValue ?? "", file.path.display,
      "\(file.width)", "\(file.height)", file.format.rawValue, "\(file.identity.size)",
      file.marks.joined(separator: " "), choice.reasons.joined(separator: "; "), file.digest.hex,
    ]
  }
}
