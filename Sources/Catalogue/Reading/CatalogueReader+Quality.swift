import Core
import Store

extension CatalogueReader {
  /// What is known of a picture's quality; `nil` when it was never measured.
  package func quality(of image: ImageID) throws -> PictureQuality? {
    try database.read { connection in
      let issues = try connection.rows(
        selectIssues + " WHERE image_id = ? AND owner_user_id = ? ORDER BY kind",
        [.integer(image.rawValue), ownerValue]
      ) { PictureQuality.Issue($0) }
      return try connection.first(
        selectQuality + " WHERE image_id = ? AND owner_user_id = ?",
        [.integer(image.rawValue), ownerValue]
      ) { PictureQuality($0, issues: issues) }
    }
  }

  /// The quality of every picture that was measured. About 2 kB a picture.
  package func qualities() throws -> [ImageID: PictureQuality] {
    try database.read { connection in
      var issues: [ImageID: [PictureQuality.Issue]] = [:]
      try connection.forEach(
        selectIssues + " WHERE owner_user_id = ? ORDER BY image_id, kind", [ownerValue]
      ) { issues[$0.imageID(6), default: []].append(PictureQuality.Issue($0)) }
      var all: [ImageID: PictureQuality] = [:]
      try connection.forEach(selectQuality + " WHERE owner_user_id = ?", [ownerValue]) { row in
        let id = row.imageID(0)
        all[id] = PictureQuality(row, issues: issues[id] ?? [])
      }
      return all
    }
  }

  /// The pictures whose quality was measured with other models than these.
  package func imagesJudged(
    byOtherThan brisque: String?, _ naturalness: String, _ opinion: String,
    among images: [ImageID]? = nil
  ) throws -> Set<ImageID> {
    try imageIDs(
      """
      JOIN picture_quality ON images.id = image_id
      WHERE owner_user_id = ?
        AND (brisque_model IS NOT ? OR naturalness_model <> ? OR opinion_model <> ?)
      """, [ownerValue, .optional(brisque), .text(naturalness), .text(opinion)], images)
  }
}

private let selectIssues: SQL = """
  SELECT kind, score, threshold, value, found, reason, image_id
  FROM quality_issues JOIN images ON images.id = image_id
  """

private let selectQuality: SQL = """
  SELECT
    image_id, quality_score, opinion, opinion_model, brisque, brisque_model, naturalness,
    naturalness_model, exposure, sharpness, noise, clipped, colourfulness, notes
  FROM picture_quality JOIN images ON images.id = image_id
  """

extension PictureQuality.Issue {
  fileprivate init(_ row: borrowing Row) {
    self.init(
      kind: row.text(0), score: row.optionalReal(1), threshold: row.real(2), value: row.real(3),
      isFound: row.boolean(4), reason: row.text(5))
  }
}

extension PictureQuality {
  fileprivate init(_ row: borrowing Row, issues: [Issue]) {
    self.init(
      score: row.optionalReal(1), opinion: row.optionalReal(2), opinionModel: row.text(3),
      brisque: row.optionalReal(4), brisqueModel: row.optionalText(5),
      naturalness: row.optionalReal(6), naturalnessModel: row.text(7),
      exposure: row.optionalReal(8), sharpness: row.optionalReal(9), noise: row.optionalReal(10),
      clipped: row.optionalReal(11), colourfulness: row.optionalReal(12),
      notes: row.text(13).split(separator: "\n").map(String.init), issues: issues)
  }
}
