import Core
import Store

extension CatalogueTransaction {
  /// Replaces what is known of a picture's quality, and records how far the signal came.
  package func putQuality(
    _ quality: PictureQuality, signal: SignalRecord, of image: ImageID
  ) throws {
    try connection.execute(
      "UPDATE images SET quality_score = ? WHERE id = ? AND owner_user_id = ?",
      [.optional(quality.score), .integer(image.rawValue), .text(owner.name)])
    try connection.execute(
      """
      INSERT OR REPLACE INTO picture_quality (
        image_id, opinion, opinion_model, brisque, brisque_model, naturalness, naturalness_model,
        exposure, sharpness, noise, clipped, colourfulness, notes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(image.rawValue), .optional(quality.opinion), .text(quality.opinionModel),
        .optional(quality.brisque), .optional(quality.brisqueModel),
        .optional(quality.naturalness), .text(quality.naturalnessModel),
        .optional(quality.exposure), .optional(quality.sharpness), .optional(quality.noise),
        .optional(quality.clipped), .optional(quality.colourfulness),
        .text(quality.notes.joined(separator: "\n")),
      ])
    try connection.execute(
      "DELETE FROM quality_issues WHERE image_id = ?", [.integer(image.rawValue)])
    for issue in quality.issues {
      try connection.execute(
        """
        INSERT INTO quality_issues (image_id, kind, score, threshold, value, found, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(image.rawValue), .text(issue.kind), .optional(issue.score),
          .real(issue.threshold), .real(issue.value), .boolean(issue.isFound),
          .text(issue.reason),
        ])
    }
    try putSignal(signal, of: image)
  }
}
