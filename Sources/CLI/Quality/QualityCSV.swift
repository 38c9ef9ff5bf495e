import CommandKit
import Core
import Engine

/// The quality of pictures as a table, one line a picture; a column a kind of issue holds its score.
struct QualityCSV {
  let listing: QualityListing

  private static let kinds = QualityIssue.Kind.allCases.map(\.rawValue)

  func write(limit: Int?, to output: ResultFile) throws {
    try output.write(
      CSVText.row(
        [
          "path", "quality_score", "opinion", "brisque", "naturalness", "clip_iqa",
          "clip_iqa_model",
        ]
          + ["issues"] + Self.kinds
          + ["width", "height", "format", "bytes", "marks", "sha256", "notes"]))
    for picture in listing.pictures.prefix(limit ?? .max) {
      try output.write(CSVText.row(fields(picture)))
    }
    try output.finish()
  }

  private func fields(_ picture: QualityListing.Picture) -> [String] {
    let quality = picture.quality
    let scores = Self.kinds.map { kind in
      // Odd sizes are found here and not stored.
      let found = picture.found.first { $0.kind == kind }
      return Self.number(found?.score ?? quality.issue(kind)?.score, decimals: 4)
    }
    return [
      picture.path.display, Self.number(picture.score, decimals: 4),
      Self.number(quality.opinion, decimals: 2), Self.number(quality.brisque, decimals: 3),
      Self.number(quality.naturalness, decimals: 3), Self.number(picture.clipIQA, decimals: 4),
      picture.clipIQA == nil ? "" : listing.clip?.model ?? "",
      picture.found.map(\.kind).joined(separator: " "),
    ] + scores + [
      "\(picture.width)", "\(picture.height)", picture.format.rawValue, "\(picture.bytes)",
      MarkText.field(picture.marks), picture.digest.hex, picture.notes.joined(separator: " "),
    ]
  }

  private static func number(_ value: Double?, decimals: Int) -> String {
    value.flatMap { $0.isFinite ? FixedPoint.text($0, decimals: decimals) : nil } ?? ""
  }
}
