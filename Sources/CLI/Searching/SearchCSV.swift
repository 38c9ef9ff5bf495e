import CommandKit
import Core
import Engine

/// What a search found as a table, one record a picture, best first.
struct SearchCSV {
  let page: SearchPage

  func write(to output: ResultFile) throws {
    try output.write(
      CSVText.row([
        "image_id", "score", "similarity", "band", "path", "copies", "width", "height", "format",
        "bytes", "taken", "camera", "tags", "marks", "reasons", "sha256",
      ]))
    for hit in page.hits { try output.write(CSVText.row(fields(hit))) }
    try output.finish()
  }

  private func fields(_ hit: SearchHit) -> [String] {
    let record = hit.image.record
    return [
      hit.image.ulid.description, FixedPoint.text(hit.score, decimals: 4),
      hit.similarity.map { FixedPoint.text(Double($0), decimals: 4) } ?? "",
      hit.band?.title ?? "", hit.paths.first?.display ?? "", "\(hit.paths.count)",
      "\(record.width)", "\(record.height)", record.format.rawValue, "\(record.byteSize)",
      record.metadata.takenLocal ?? "", FilterRecord.camera(record.metadata) ?? "",
      hit.tags.joined(separator: "; "), MarkText.field(hit.marks),
      hit.explanations.joined(separator: "; "),
      record.sha256.hex,
    ]
  }
}
